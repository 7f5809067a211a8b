package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.tree.WorkEstimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/**
 * Whether further nodes of MSBuild are worth their start: each takes more than a second of a
 * processor to get ready, in which one node alone has built a small solution.
 */
final class BuildNodes {
    /** What one node does sooner than two; see {@code docs/adr/0049-few-nodes.md}. */
    private static final long ALONE_MILLIS = 3_000;

    private static final Set<String> LEFT_OUT = Set.of(".git", "node_modules", "bin", "obj");

    private BuildNodes() {}

    /** Arguments for a solution in a source tree; none where MSBuild is to take all processors. */
    static List<String> arguments(Path source) {
        Work work = new Work();
        try {
            Files.walkFileTree(source, work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return work.isSmall() ? List.of("-m:1") : List.of();
    }

    /** Goes on only until it is clear. */
    private static final class Work extends SimpleFileVisitor<Path> {
        private final WorkEstimate estimate = new WorkEstimate();

        private boolean isSmall() {
            return estimate.millis() <= ALONE_MILLIS;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return LEFT_OUT.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            estimate.add(file.getFileName().toString());
            return isSmall() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // Whoever has to read it says so.
            return FileVisitResult.CONTINUE;
        }
    }
}
