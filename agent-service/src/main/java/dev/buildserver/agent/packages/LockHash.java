package dev.buildserver.agent.packages;

import dev.buildserver.agent.cached.tree.Sha256;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Names a tree by what decides about packages: lock files, project files, NuGet's configuration. It
 * need not be exact: a list that is found by it is only a guess of what restore will want.
 */
final class LockHash {
    private static final Set<String> LEFT_OUT = Set.of(".git", "bin", "obj", "node_modules");

    private LockHash() {}

    /** SHA-256, hexadecimal. */
    static String of(Path source) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Files.walkFileTree(
                source,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
                        return LEFT_OUT.contains(dir.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isRegularFile() && decides(file)) {
                            files.put(source.relativize(file).toString(), Sha256.of(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        StringBuilder text = new StringBuilder();
        files.forEach((path, sha256) -> text.append(sha256).append(' ').append(path).append('\n'));
        return Sha256.of(text.toString());
    }

    private static boolean decides(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith("proj")
                || name.endsWith(".props")
                || name.endsWith(".targets")
                || name.equals("packages.lock.json")
                || name.equals("nuget.config")
                || name.equals("global.json");
    }
}
