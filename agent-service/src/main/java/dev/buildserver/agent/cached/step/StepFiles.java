package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a step: those of its result have paths in its target, those that it left in the tree
 * name its project as their origin.
 */
final class StepFiles {
    private final Step step;
    private final SortedMap<String, Path> contents;
    private final TreeSet<String> obstacles;
    private final List<StoredFile> found = new ArrayList<>();

    /**
     * @param contents gets each file by its SHA-256
     * @param obstacles gets what stands against keeping them
     */
    StepFiles(Step step, SortedMap<String, Path> contents, TreeSet<String> obstacles) {
        this.step = step;
        this.contents = contents;
        this.obstacles = obstacles;
    }

    /** What of an entry's files is the result of the step. */
    static List<StoredFile> result(Entry entry) {
        return entry.files().stream().filter(file -> file.from() == null).toList();
    }

    /** What of an entry's files lies in the tree. */
    static List<StoredFile> left(Entry entry) {
        return entry.files().stream().filter(file -> file.from() != null).toList();
    }

    /** Adds all that is in the step's target. */
    StepFiles addResult() throws IOException {
        if (!Files.isDirectory(step.target())) {
            return this;
        }
        try (Stream<Path> walk = Files.walk(step.target())) {
            for (Path file : (Iterable<Path>) walk.filter(f -> !Files.isDirectory(f))::iterator) {
                stored(TreePath.of(step.target(), file), file).ifPresent(found::add);
            }
        }
        return this;
    }

    /**
     * Adds those files that are still there.
     *
     * @param source where the tree is
     */
    StepFiles addLeft(Path source, Iterable<String> paths) throws IOException {
        for (String path : paths) {
            Path file = TreePath.resolve(source, path);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                stored(path, file)
                        .map(stored -> stored.copyOf(step.project(), path))
                        .ifPresent(found::add);
            }
        }
        return this;
    }

    List<StoredFile> all() {
        return List.copyOf(found);
    }

    private Optional<StoredFile> stored(String path, Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            obstacles.add("its result " + path + " is no plain file");
            return Optional.empty();
        }
        String sha256 = Sha256.of(file);
        contents.put(sha256, file);
        return Optional.of(StoredFile.own(path, sha256, Files.isExecutable(file)));
    }
}
