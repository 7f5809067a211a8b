package dev.buildserver.agent.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
                            files.put(
                                    source.relativize(file).toString(),
                                    sha256(Files.readAllBytes(file)));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        StringBuilder text = new StringBuilder();
        files.forEach((path, sha256) -> text.append(sha256).append(' ').append(path).append('\n'));
        return sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
