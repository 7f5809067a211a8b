package dev.buildserver.agent.execute.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Lists files that a build wrote. */
public final class FilesBelow {
    private FilesBelow() {}

    /**
     * The files below the folder whose names end like that, in a fixed order. Links are left out:
     * they may lead anywhere on the agent.
     *
     * @param folder may be absent
     * @param ending in lower case; names may have any
     */
    public static List<Path> list(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> name(file).endsWith(ending) && !Files.isSymbolicLink(file))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
