package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.util.FS;

/**
 * The files of a commit as they were checked out: path and content. Taken from Git's index, which
 * knows the contents without reading them.
 *
 * @param ids content by path
 * @param linked files and folders in the tree to which tracked links lead
 */
public record TrackedFiles(Map<String, String> ids, Set<String> linked) {
    /**
     * Only compilers read these, and MSBuild sees by their times that they changed. Anything else
     * may be read while projects are evaluated, and decide what is restored and compiled.
     */
    private static final Set<String> SOURCES =
            Set.of(
                    "cs", "vb", "fs", "fsi", "resx", "razor", "cshtml", "vbhtml", "css", "scss",
                    "html", "htm", "md", "png", "jpg", "jpeg", "gif", "svg", "ico");

    public TrackedFiles {
        ids = Map.copyOf(ids);
        linked = Set.copyOf(linked);
    }

    /** Where it is not of interest what links lead to. */
    TrackedFiles(Map<String, String> ids) {
        this(ids, Set.of());
    }

    /** Paths of the sources in a tree; none where it is no checkout. */
    public static Set<String> paths(Path source) throws IOException {
        return of(source).map(files -> files.ids().keySet()).orElse(Set.of());
    }

    /** Empty where the tree is no checkout that can be relied on. */
    static Optional<TrackedFiles> of(Path source) throws IOException {
        Path index = source.resolve(".git/index");
        if (!Files.isRegularFile(index)) {
            return Optional.empty();
        }
        Map<String, String> ids = new TreeMap<>();
        Set<String> linked = new HashSet<>();
        DirCache cache = DirCache.read(index.toFile(), FS.DETECTED);
        for (int i = 0; i < cache.getEntryCount(); i++) {
            DirCacheEntry entry = cache.getEntry(i);
            ids.put(entry.getPathString(), entry.getRawMode() + " " + entry.getObjectId().name());
            if (entry.getFileMode() == FileMode.SYMLINK) {
                target(source, entry.getPathString()).ifPresent(linked::add);
            }
        }
        return Optional.of(new TrackedFiles(ids, linked));
    }

    private static Optional<String> target(Path source, String link) throws IOException {
        Path file = source.resolve(link);
        if (!Files.isSymbolicLink(file)) {
            return Optional.empty();
        }
        Path target = file.resolveSibling(Files.readSymbolicLink(file)).normalize();
        return target.startsWith(source)
                ? Optional.of(source.relativize(target).toString().replace('\\', '/'))
                : Optional.empty();
    }

    /**
     * What MSBuild can't be trusted to notice by itself: files that are gone, changed ones that are
     * not plain sources, and changed ones to which links lead, for it looks at the time of the
     * link.
     *
     * @return paths; empty where a compiler is the only one to care
     */
    List<String> criticalChangesSince(TrackedFiles before) {
        List<String> critical = new ArrayList<>();
        before.ids.keySet().stream().filter(path -> !ids.containsKey(path)).forEach(critical::add);
        ids.forEach(
                (path, id) -> {
                    if (!id.equals(before.ids.get(path)) && (!isSource(path) || isLinked(path))) {
                        critical.add(path);
                    }
                });
        critical.sort(null);
        return critical;
    }

    /** A submodule, of which the index knows the commit but no file. */
    Optional<String> submodule() {
        String mode = FileMode.TYPE_GITLINK + " ";
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().startsWith(mode))
                .map(Map.Entry::getKey)
                .min(String::compareTo);
    }

    /** Files that differ, those that are gone left out. */
    List<String> changesSince(TrackedFiles before) {
        return ids.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.ids.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private boolean isLinked(String path) {
        return linked.stream().anyMatch(l -> path.equals(l) || path.startsWith(l + "/"));
    }

    private static boolean isSource(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return SOURCES.contains(ending);
    }
}
