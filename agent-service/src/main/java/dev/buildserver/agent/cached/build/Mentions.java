package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which files a project may have made a compiler read that lie among those of other projects: those
 * that its own files name, or files that these name. And which it may ask MSBuild for.
 */
final class Mentions {
    private static final long LONGEST = 4L << 20;

    private static final Pattern EXISTS =
            Pattern.compile("exists\\s*\\(", Pattern.CASE_INSENSITIVE);

    private final Path source;
    private final Tree tree;

    Mentions(Path source, Tree tree) {
        this.source = source;
        this.tree = tree;
    }

    /**
     * @param files paths in the tree
     * @return those of them that are within reach
     */
    Set<String> of(ProjectState state, Collection<String> files) throws IOException {
        Set<String> open = new TreeSet<>(files);
        Set<String> reached = new TreeSet<>();
        Deque<String> texts = new ArrayDeque<>(tree.filesBelow(state.project().folder()));
        texts.addAll(state.project().imports());
        texts.addAll(state.project().items());
        while (!texts.isEmpty() && !open.isEmpty()) {
            String text = text(texts.poll());
            for (String file : Set.copyOf(open)) {
                if (text.contains(stem(file))) {
                    open.remove(file);
                    reached.add(file);
                    texts.add(file);
                }
            }
        }
        return reached;
    }

    /**
     * Which files a project may ask MSBuild for, whether they are there.
     *
     * @param files paths in the tree
     */
    Set<String> asked(ProjectState state, Collection<String> files) throws IOException {
        Set<String> own = new TreeSet<>(state.project().imports());
        own.add(state.path());
        StringBuilder texts = new StringBuilder();
        for (String path : own) {
            String text = text(path);
            if (EXISTS.matcher(text).find()) {
                texts.append(text).append('\n');
            }
        }
        Set<String> asked = new TreeSet<>();
        for (String file : files) {
            if (!own.contains(file)
                    && texts.indexOf(bytes(TreePath.text(TreePath.name(file)))) >= 0) {
                asked.add(file);
            }
        }
        return asked;
    }

    // Without its ending, which may come from elsewhere.
    private static String stem(String path) {
        String name = TreePath.text(TreePath.name(path));
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return bytes(stem);
    }

    private static String bytes(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private String text(String path) throws IOException {
        Path file = TreePath.resolve(source, path);
        return Files.isRegularFile(file) && Files.size(file) <= LONGEST
                ? Files.readString(file, StandardCharsets.ISO_8859_1)
                : "";
    }
}
