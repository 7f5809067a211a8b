package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Goes through all files of a tree in which builds and tests worked. */
final class TreeWalk extends SimpleFileVisitor<Path> {
    private static final String GIT = ".git";
    private static final String NPM = "node_modules";

    private final Set<String> leftOut;
    private final Visit visit;
    private boolean complete = true;

    private TreeWalk(Set<String> leftOut, Visit visit) {
        this.leftOut = leftOut;
        this.visit = visit;
    }

    /** What is done with each file; links are not followed. */
    @FunctionalInterface
    interface Visit {
        void file(Path file, BasicFileAttributes attributes) throws IOException;

        /** Before what lies in it. */
        default void folder(Path folder) {}
    }

    /**
     * Visits the files, Git's own and those of npm left out.
     *
     * @return false where one has gone meanwhile, or a folder can't be read
     */
    static boolean files(Path source, Visit visit) throws IOException {
        return walk(source, new TreeWalk(Set.of(GIT, NPM), visit));
    }

    /**
     * Visits those of npm as well.
     *
     * @return false where one has gone meanwhile, or a folder can't be read
     */
    static boolean filesAndPackages(Path source, Visit visit) throws IOException {
        return walk(source, new TreeWalk(Set.of(GIT), visit));
    }

    private static boolean walk(Path source, TreeWalk walk) throws IOException {
        Files.walkFileTree(source, walk);
        return walk.complete;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (leftOut.contains(folder.getFileName().toString())) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        visit.folder(folder);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        visit.file(file, attributes);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        complete = false;
        return FileVisitResult.CONTINUE;
    }
}
