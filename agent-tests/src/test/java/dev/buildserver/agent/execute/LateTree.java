package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.cached.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A tree that comes to its place when something needs it there; before, only its solution does. */
final class LateTree implements Checkout {
    private static final String COMMIT = "c0ffee";

    private final Path from;
    private final Path to;
    private boolean written;
    private Runnable atWrite = () -> {};

    /**
     * @param from has all files
     * @param to does not exist
     */
    LateTree(Path from, Path to, String solution) throws IOException {
        this.from = from.toRealPath();
        this.to = Files.createDirectories(to).toRealPath();
        Files.copy(from.resolve(solution), to.resolve(solution));
    }

    /** Something that happens before it is written. */
    LateTree atWrite(Runnable action) {
        atWrite = action;
        return this;
    }

    /** Its place. */
    Path root() {
        return to;
    }

    /** What is there, without folders. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(to)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> to.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public Tree tree() throws IOException {
        return Tree.of(written ? to : from, COMMIT);
    }

    @Override
    public boolean isWritten() {
        return written;
    }

    @Override
    public void write() throws IOException {
        if (written) {
            return;
        }
        atWrite.run();
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        written = true;
    }
}
