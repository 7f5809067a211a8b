package dev.buildserver.agent.packages;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packages that lie in a source tree. They are those of one commit: the next may have others
 * under the same names and versions, or none. NuGet would take what it unpacked before.
 */
public final class OwnFeeds {
    /** Of a tree that has none. */
    static final OwnFeeds NONE = new OwnFeeds(Set.of());

    private static final String ENDING = ".nupkg";

    private final Set<String> files;

    private OwnFeeds(Set<String> files) {
        this.files = files;
    }

    /**
     * @param source root of a tree, on disk
     */
    public static OwnFeeds of(Path source) throws IOException {
        Set<String> files = new TreeSet<>();
        Files.walkFileTree(
                source,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                        return folder.endsWith(".git")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                        if (name.endsWith(ENDING)) {
                            files.add(name);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new OwnFeeds(files);
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** Whether some version of the package may be among them. */
    boolean have(PackageId id) {
        return files.stream().anyMatch(file -> file.startsWith(id.id() + "."));
    }
}
