package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that no compiler reads by itself. MSBuild copies the newest of one name, where in a fresh
 * tree the last one wins; and it does not look at files that are named in a {@code .resx}.
 */
final class ContentFiles {
    private static final Set<String> COMPILED =
            Set.of("cs", "vb", "fs", "fsi", "resx", "razor", "cshtml", "vbhtml");
    private static final String RESOURCES = ".resx";

    private final Path source;
    private final Collection<String> tracked;

    /** Names of files that are no sources; null until somebody asks. */
    private Set<String> made;

    ContentFiles(Path source, Collection<String> tracked) {
        this.source = source;
        this.tracked = tracked;
    }

    /** Those of the changed files that a build on earlier outputs may treat otherwise. */
    List<String> critical(Collection<String> changed) throws IOException {
        List<String> critical = new ArrayList<>();
        for (String path : changed) {
            String name = name(path);
            if (!isCompiled(path) && (isInResources(name) || hasNamesake(path) && isCopied(name))) {
                critical.add(path);
            }
        }
        return critical;
    }

    private boolean hasNamesake(String path) {
        return tracked.stream().anyMatch(o -> !o.equals(path) && name(o).equals(name(path)));
    }

    // Under another name, it has no namesake that anybody could know of.
    private boolean isCopied(String name) throws IOException {
        if (made == null) {
            Set<Path> sources =
                    tracked.stream().map(source::resolve).collect(Collectors.toUnmodifiableSet());
            try (Stream<Path> files = Files.walk(source)) {
                made =
                        files.filter(file -> !sources.contains(file))
                                .map(file -> file.getFileName().toString())
                                .collect(Collectors.toUnmodifiableSet());
            }
        }
        return made.contains(name);
    }

    private boolean isInResources(String name) throws IOException {
        for (String path : tracked) {
            Path file = source.resolve(path);
            if (path.endsWith(RESOURCES)
                    && Files.isRegularFile(file)
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCompiled(String path) {
        return COMPILED.contains(
                path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
