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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which files a project may have made a compiler read that lie among those of other projects: those
 * that its own files name, or files that these name. And which it may ask MSBuild for.
 */
final class Mentions {
    private static final long LONGEST = 4L << 20;

    private static final Pattern EXISTS =
            Pattern.compile("exists\\s*\\(", Pattern.CASE_INSENSITIVE);

    /** By which a source leads a compiler to another file. */
    private static final Pattern LEADS =
            Pattern.compile(
                    "#\\s*line\\b|ExternalSource|AssemblyKeyFile|<include\\b",
                    Pattern.CASE_INSENSITIVE);

    /** What projects and their sources are written in. */
    private static final Pattern WRITTEN =
            Pattern.compile(
                    ".*\\.(cs|vb|fs|cshtml|razor|\\w+proj|props|targets)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTE = Pattern.compile("[\"'<>\\v]+");
    private static final Pattern WORD_END = Pattern.compile("[\\s,;:=@()]+");

    private final Path source;
    private final Tree tree;
    private final Map<String, Set<String>> known = new HashMap<>();

    Mentions(Path source, Tree tree) {
        this.source = source;
        this.tree = tree;
    }

    /**
     * Which of the files are within reach; to be asked with the same ones each time.
     *
     * @param included that somebody names, by any part of a text
     * @param given to compilers by some project, by {@link #name}: of so many, only those count to
     *     which texts lead
     */
    Set<String> of(ProjectState state, Set<String> included, Map<String, List<String>> given)
            throws IOException {
        Set<String> reached = known.get(state.path());
        if (reached == null) {
            reached = find(state, included, given);
            known.put(state.path(), reached);
        }
        return reached;
    }

    private Set<String> find(
            ProjectState state, Set<String> included, Map<String, List<String>> given)
            throws IOException {
        Set<String> open = new TreeSet<>(included);
        Set<String> reached = new TreeSet<>();
        Deque<String> texts = new ArrayDeque<>(tree.filesBelow(state.project().folder()));
        texts.addAll(state.project().imports());
        texts.addAll(state.project().items());
        while (!texts.isEmpty()) {
            String path = texts.poll();
            boolean leads = reached.contains(path);
            if (open.isEmpty() && !leads && !WRITTEN.matcher(path).matches()) {
                continue;
            }
            String text = text(path);
            List<String> found =
                    open.stream()
                            .filter(file -> text.contains(stem(file)))
                            .collect(Collectors.toList());
            open.removeAll(found);
            if (leads || LEADS.matcher(text).find()) {
                words(text).map(given::get).filter(Objects::nonNull).forEach(found::addAll);
            }
            found.stream().filter(reached::add).forEach(texts::add);
        }
        return reached;
    }

    // Names of files, among much else.
    private static Stream<String> words(String text) {
        return QUOTE.splitAsStream(text)
                .flatMap(part -> Stream.concat(Stream.of(part), WORD_END.splitAsStream(part)))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .map(path -> path.substring(path.lastIndexOf('\\') + 1));
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
            if (!own.contains(file) && texts.indexOf(name(file)) >= 0) {
                asked.add(file);
            }
        }
        return asked;
    }

    // Without its ending, which may come from elsewhere.
    private static String stem(String path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The name of a file as texts have it, one character a byte. */
    static String name(String path) {
        byte[] name = TreePath.text(TreePath.name(path)).getBytes(StandardCharsets.UTF_8);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private String text(String path) throws IOException {
        Path file = TreePath.resolve(source, path);
        return Files.isRegularFile(file) && Files.size(file) <= LONGEST
                ? Files.readString(file, StandardCharsets.ISO_8859_1)
                : "";
    }
}
