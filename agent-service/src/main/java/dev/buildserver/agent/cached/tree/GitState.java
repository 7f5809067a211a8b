package dev.buildserver.agent.cached.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Git's own folder says to who looks into it: the commit, and the names for commits, the depth
 * of the history and the settings that go with it. A version can be computed from any of these.
 */
final class GitState {
    static final String FOLDER = ".git";

    /** Times and the order of things are in all other files. */
    private static final List<String> TOLD =
            List.of("HEAD", "config", "packed-refs", "shallow", "refs");

    private GitState() {}

    /** Whether a path of a tree leads into Git's own folder, a submodule's included. */
    static boolean isWithin(String path) {
        return path.equals(FOLDER)
                || path.startsWith(FOLDER + "/")
                || path.contains("/" + FOLDER + "/")
                || path.endsWith("/" + FOLDER);
    }

    /**
     * @param root of the tree
     * @return the commit itself where there is nothing else to tell
     */
    static String of(Path root, String commit) throws IOException {
        Path git = root.resolve(FOLDER);
        List<String> facts = new ArrayList<>();
        for (String name : TOLD) {
            add(git, git.resolve(name), facts);
        }
        return facts.isEmpty() ? commit : Sha256.of(commit + "\n" + String.join("\n", facts));
    }

    private static void add(Path git, Path file, List<String> facts) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> children = Files.list(file)) {
                for (Path child : (Iterable<Path>) children.sorted()::iterator) {
                    add(git, child, facts);
                }
            }
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            facts.add(TreePath.of(git, file) + " " + Sha256.of(file));
        }
    }
}
