package dev.buildserver.cli.command;

import dev.buildserver.cli.client.view.ArtifactView;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which artifacts go into which files of a folder. */
final class DownloadPlan {
    private DownloadPlan() {}

    /** Those whose name or path matches one of the patterns; all where there is no pattern. */
    static List<ArtifactView> select(List<ArtifactView> artifacts, List<String> patterns) {
        if (patterns.isEmpty()) {
            return artifacts;
        }
        List<PathMatcher> matchers =
                patterns.stream()
                        .map(p -> FileSystems.getDefault().getPathMatcher("glob:" + p))
                        .toList();
        return artifacts.stream()
                .filter(a -> matchers.stream().anyMatch(m -> matches(m, a)))
                .toList();
    }

    private static boolean matches(PathMatcher matcher, ArtifactView artifact) {
        return matcher.matches(Path.of(artifact.name()))
                || matcher.matches(Path.of(artifact.path()));
    }

    /**
     * A file for each artifact: by its name, or by its path where two have the same name.
     *
     * @throws IllegalArgumentException when a server's name would lead out of the folder
     */
    static Map<ArtifactView, Path> files(List<ArtifactView> artifacts, Path folder) {
        Map<String, Long> names =
                artifacts.stream()
                        .collect(Collectors.groupingBy(ArtifactView::name, Collectors.counting()));
        Function<ArtifactView, String> place = a -> names.get(a.name()) > 1 ? a.path() : a.name();
        Map<ArtifactView, Path> files = new LinkedHashMap<>();
        artifacts.forEach(a -> files.put(a, inside(folder, place.apply(a))));
        return files;
    }

    private static Path inside(Path folder, String name) {
        Path root = folder.toAbsolutePath().normalize();
        boolean odd =
                name.isBlank() || name.indexOf('\\') >= 0 || name.chars().anyMatch(c -> c < 32);
        Path file = odd ? root : root.resolve(name).normalize();
        if (odd || file.equals(root) || !file.startsWith(root)) {
            throw new IllegalArgumentException(
                    "The artifact's name '" + name + "' is no file name");
        }
        return file;
    }
}
