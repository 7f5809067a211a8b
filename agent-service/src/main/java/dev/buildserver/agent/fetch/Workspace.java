package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The folders of one attempt. Opening it makes nothing; closing it has all removed that was made,
 * but for a warm tree that is kept, and does not wait for that. Not thread-safe.
 */
public final class Workspace implements AutoCloseable {
    private final Path root;
    private final String mirror;
    private final Optional<WarmTree> warm;
    private final WarmTrees trees;
    private final Consumer<Runnable> besides;
    private Optional<String> built = Optional.empty();
    private CompletableFuture<Void> busy = CompletableFuture.completedFuture(null);

    /**
     * @param mirror tells apart the agent's copies of repositories
     * @param besides runs what takes long and nobody waits for
     */
    Workspace(
            Path root,
            String mirror,
            Optional<WarmTree> warm,
            WarmTrees trees,
            Consumer<Runnable> besides) {
        this.mirror = mirror;
        this.besides = besides;
        this.root = root;
        this.warm = warm;
        this.trees = trees;
    }

    /** Root of the source tree. */
    public Path source() {
        return warm.map(WarmTree::source).orElse(root.resolve("src"));
    }

    /** Files of the attempt that are no source. */
    public Path scratch() {
        return root.resolve("tmp");
    }

    /** Objects of Git that builds must not reach. */
    Path objects() {
        return root.resolve("objects");
    }

    /** Tells apart the agent's copies of repositories. */
    String mirror() {
        return mirror;
    }

    /** Events that can't be sent yet. */
    public Path spool() {
        return root.resolve("events");
    }

    /**
     * Makes the source folder absent, or a new one. What was in it goes with the workspace:
     * removing a large tree takes seconds, moving it takes none.
     */
    void clearSource() throws IOException {
        Path source = source();
        FolderRemoval.moveAway(source, root);
        if (warm.isPresent() && !Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            // Its place on the disk is where it is made: in a spread folder.
            Path made = Files.createDirectories(root.resolveSibling(root.getFileName() + ".new"));
            Files.createDirectories(source.getParent());
            Files.move(made, source);
        }
    }

    /** The reserved tree, where the attempt builds in one. */
    Optional<WarmTree> warm() {
        return warm;
    }

    /** All was compiled: the tree may serve the next build. */
    public void keep(Source source) {
        built = Optional.of(source.commit());
    }

    /** Something else still works in the folders: they go when it has ended. */
    public void busyUntil(CompletableFuture<Void> end) {
        busy = end;
    }

    @Override
    public void close() {
        busy.whenComplete(
                (nothing, failure) -> {
                    warm.ifPresent(tree -> trees.release(tree, built, root));
                    besides.accept(this::removeFolders);
                });
    }

    private void removeFolders() {
        FolderRemoval.remove(root);
        if (warm.isPresent() && built.isPresent()) {
            trees.keepWithinLimits();
        }
    }
}
