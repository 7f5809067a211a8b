package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Files that resources take in by name: MSBuild itself reads these, which looks as if it copied
 * them.
 */
final class Embeddings {
    private static final String RESOURCES = ".resx";

    /** May be part of any name. */
    private static final String ESCAPE = "&#";

    private final Path source;

    Embeddings(Path source) {
        this.source = source;
    }

    /** Whether a project has resources that may take in the file with that path in the tree. */
    Predicate<String> of(ProjectState state) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String path : state.project().compiled()) {
            Path file = TreePath.resolve(source, path);
            if (path.endsWith(RESOURCES) && Files.isRegularFile(file)) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return path ->
                texts.stream()
                        .anyMatch(
                                text ->
                                        text.contains(ESCAPE)
                                                || text.contains(Mentions.name(path)));
    }
}
