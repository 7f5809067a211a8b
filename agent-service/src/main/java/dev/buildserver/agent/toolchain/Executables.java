package dev.buildserver.agent.toolchain;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell would. */
public final class Executables {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final List<String> ENDINGS =
            WINDOWS ? List.of(".exe", ".cmd", ".bat") : List.of("");

    private Executables() {}

    static Optional<Path> in(Path folder, String name) {
        return ENDINGS.stream()
                .map(ending -> folder.resolve(name + ending))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * Looks along PATH.
     *
     * @param environment with that PATH
     */
    public static Optional<Path> onPath(Map<String, String> environment, String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .flatMap(entry -> folder(entry).stream())
                .flatMap(folder -> in(folder, name).stream())
                .findFirst();
    }

    private static Optional<Path> folder(String entry) {
        try {
            return Optional.of(Path.of(entry));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
