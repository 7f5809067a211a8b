package dev.buildserver.standalone.up;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of {@code up}, checked. */
public record UpOptions(
        int agents, int port, List<Path> localRepositories, Optional<Path> nugetConfig) {
    /** As words of a command line that means the same. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add("--agents=" + agents);
        words.add("--port=" + port);
        localRepositories.forEach(
                folder -> words.add("--local-repositories=" + folder.toAbsolutePath()));
        nugetConfig.ifPresent(file -> words.add("--nuget-config=" + file.toAbsolutePath()));
        return words;
    }
}
