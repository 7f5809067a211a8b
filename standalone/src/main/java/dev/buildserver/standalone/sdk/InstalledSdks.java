package dev.buildserver.standalone.sdk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where an SDK may be that the user has installed. */
final class InstalledSdks {
    private InstalledSdks() {}

    /** Folders with a program {@code dotnet}: {@code DOTNET_ROOT} first, then along the PATH. */
    static List<Path> roots(Map<String, String> environment) throws IOException {
        List<Path> roots = new ArrayList<>();
        add(roots, environment.getOrDefault("DOTNET_ROOT", ""));
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            add(roots, folder);
        }
        return roots.stream().distinct().toList();
    }

    private static void add(List<Path> roots, String folder) throws IOException {
        if (folder.isBlank()) {
            return;
        }
        Path program = Path.of(folder).resolve("dotnet");
        if (Files.isExecutable(program) && Files.isRegularFile(program)) {
            // Distributions put a link into /usr/bin; the SDK lies beside the link's target.
            roots.add(program.toRealPath().getParent());
        }
    }
}
