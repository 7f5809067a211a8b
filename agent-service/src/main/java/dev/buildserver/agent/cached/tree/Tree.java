package dev.buildserver.agent.cached.tree;

import dev.buildserver.agent.sandbox.SandboxPlan;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A fresh source tree: which files it has, and what is in them. Taken before anything runs, so that
 * nothing a build writes can be mistaken for an input; contents are read when somebody asks, and
 * must not have been changed by then. Git's own folder is no part of it, it stands for the commit.
 * Not thread-safe.
 */
public final class Tree {
    /** Where builds have the tree, whatever it is called here. */
    private static final String MOUNT = SandboxPlan.SOURCE + "/";

    private static final String ABSENT = "-";
    private static final String FOLDER = "D";
    private static final int MAX_LINKS = 40;
    private static final NavigableSet<String> EMPTY = Collections.emptyNavigableSet();

    private final String git;
    private final NavigableMap<String, Node> nodes;
    private final Map<String, Node> index;
    private final Map<String, NavigableSet<String>> children = new HashMap<>();
    private final boolean links;
    private Set<String> others;

    private Tree(String git, NavigableMap<String, Node> nodes) {
        this.git = git;
        this.nodes = nodes;
        this.index = new HashMap<>(nodes);
        this.links = nodes.values().stream().anyMatch(Node::isLink);
        nodes.keySet().forEach(this::addToParent);
    }

    /**
     * @param root a real path
     * @param commit what Git's own folder is for: whoever looks into it is told apart by that
     */
    public static Tree of(Path root, String commit) throws IOException {
        NavigableMap<String, Node> nodes = new TreeMap<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                        if (folder.endsWith(GitState.FOLDER)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        nodes.put(TreePath.of(root, folder), Node.folder());
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!file.endsWith(GitState.FOLDER)) {
                            nodes.put(TreePath.of(root, file), Node.of(file, attributes));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new Tree(GitState.of(root, commit), nodes);
    }

    /**
     * A tree that need not be on disk.
     *
     * @param root where Git's own folder is
     * @param contents states of files by path
     * @param links targets of links by path, as in Git
     */
    public static Tree known(
            Path root, String commit, Map<String, String> contents, Map<String, String> links)
            throws IOException {
        NavigableMap<String, Node> nodes = new TreeMap<>();
        nodes.put("", Node.folder());
        links.forEach((path, target) -> put(path, Node.link(target), nodes));
        contents.forEach((path, state) -> put(path, Node.known(state), nodes));
        return new Tree(GitState.of(root, commit), nodes);
    }

    /** What {@link #state} says of a plain file that is now like this one. */
    public static String stateOf(Path file) throws IOException {
        return Node.stateOf(file);
    }

    /** Whether the path is that of a file of Git's, in the tree or in a submodule. */
    public static boolean isOfGit(String path) {
        return path.startsWith(GitState.FOLDER + "/") || path.contains("/" + GitState.FOLDER + "/");
    }

    /**
     * The tree with more files, of known contents, such as those that restore writes.
     *
     * @param contents SHA-256 by path
     */
    public Tree with(Map<String, String> contents) {
        NavigableMap<String, Node> more = new TreeMap<>(nodes);
        contents.forEach((path, sha256) -> put(path, Node.known(sha256), more));
        return new Tree(git, more);
    }

    private static void put(String path, Node node, Map<String, Node> nodes) {
        for (String up = path; !up.isEmpty(); ) {
            up = TreePath.parent(up);
            nodes.putIfAbsent(up, Node.folder());
        }
        nodes.put(path, node);
    }

    /**
     * The same tree, without reading files whose contents somebody knows.
     *
     * @param contents states by path; paths that are not here are left out
     */
    public Tree knowing(Map<String, String> contents) {
        NavigableMap<String, Node> same = new TreeMap<>(nodes);
        contents.forEach(
                (path, state) -> same.computeIfPresent(path, (p, node) -> node.holding(state)));
        return new Tree(git, same);
    }

    /** Paths of all files and links below a folder, in order. */
    public List<String> filesBelow(String folder) {
        List<String> files = new ArrayList<>();
        String from = folder.isEmpty() ? "" : folder + "/";
        for (Map.Entry<String, Node> entry : nodes.tailMap(from, true).entrySet()) {
            if (!entry.getKey().startsWith(from)) {
                break;
            }
            if (!entry.getValue().isFolder()) {
                files.add(entry.getKey());
            }
        }
        return files;
    }

    /** Whether there is a file, folder or link. */
    public boolean has(String path) {
        return index.containsKey(path);
    }

    /**
     * What somebody who looks at the path finds, as one word: the content's SHA-256 with an {@code
     * x} behind it for a program, {@code D} for a folder, {@code -} for nothing. A path that leads
     * over links has their targets before it, and {@code out} behind it where it leaves the tree.
     * That there is a folder of Git's says nothing: many look for it to find the root.
     */
    public String state(String path) throws IOException {
        if (path.equals(GitState.FOLDER)) {
            return FOLDER;
        }
        if (GitState.isWithin(path)) {
            return git;
        }
        Place place = follow(path);
        if (place.at() == null) {
            return place.links();
        }
        Node node = index.get(place.at());
        return place.links() + (node == null ? ABSENT : node.state());
    }

    /**
     * What somebody finds who lists the folder: names, and which are those of folders and links;
     * {@code -} where it is none.
     */
    public String listing(String path) throws IOException {
        return listing(path, name -> true);
    }

    /**
     * The same for somebody who does not look at source files, nor at folders that have nothing
     * else below them.
     */
    public String listingButSources(String path) throws IOException {
        return listing(path, others()::contains);
    }

    private String listing(String path, Predicate<String> counts) throws IOException {
        if (GitState.isWithin(path)) {
            return git;
        }
        String state = state(path);
        if (!state.endsWith(FOLDER)) {
            return state;
        }
        Place place = follow(path);
        Node node = index.get(place.at());
        if (node == null || !node.isFolder()) {
            return state;
        }
        String folder = place.at().isEmpty() ? "" : place.at() + "/";
        List<String> names =
                children.getOrDefault(place.at(), EMPTY).stream()
                        .filter(name -> counts.test(folder + name))
                        .map(name -> name + index.get(folder + name).mark())
                        .toList();
        return place.links() + Sha256.of(String.join("\n", names));
    }

    private Set<String> others() {
        if (others == null) {
            others = OtherFiles.of(nodes);
        }
        return others;
    }

    /** Whether any link is in it. */
    public boolean hasLinks() {
        return links;
    }

    /** Whether the way to the path, or the path itself, leads over a link. */
    public boolean leadsOverLink(String path) {
        return firstLink(path) != null;
    }

    /**
     * Where a path leads.
     *
     * @param links the targets of the links on the way; with a word more where it leads to nowhere
     * @param at null where it leads out of the tree, or in circles
     */
    private record Place(String links, String at) {}

    private Place follow(String path) throws IOException {
        StringBuilder links = new StringBuilder();
        String at = path;
        for (int i = 0; i < MAX_LINKS; i++) {
            String link = firstLink(at);
            if (link == null) {
                return new Place(links.toString(), at);
            }
            String target = index.get(link).target();
            links.append("->").append(target).append(' ');
            String rest = at.substring(link.length());
            at =
                    target.startsWith("/")
                            ? inTree(target + rest)
                            : TreePath.normalize(TreePath.parent(link) + "/" + target + rest);
            if (at == null) {
                return new Place(links + "out", null);
            }
        }
        return new Place(links + "loop", null);
    }

    private static String inTree(String path) {
        String below = path + "/";
        return below.startsWith(MOUNT) ? TreePath.normalize(below.substring(MOUNT.length())) : null;
    }

    // A link among the folders on the way, or at its end.
    private String firstLink(String path) {
        if (!links) {
            return null;
        }
        for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
            String part = end < 0 ? path : path.substring(0, end);
            Node node = index.get(part);
            if (node != null && node.isLink()) {
                return part;
            }
            if (end < 0) {
                return null;
            }
        }
    }

    private void addToParent(String path) {
        if (!path.isEmpty()) {
            children.computeIfAbsent(TreePath.parent(path), p -> new TreeSet<>())
                    .add(TreePath.name(path));
        }
    }
}
