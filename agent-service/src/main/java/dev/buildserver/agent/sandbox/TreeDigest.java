package dev.buildserver.agent.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Digests of everything below a folder, or of one file. Names count by their bytes, sorted. */
final class TreeDigest {
    private static final LinkOption NO_LINKS = LinkOption.NOFOLLOW_LINKS;

    private TreeDigest() {}

    /**
     * By content: equal for equal trees, wherever they are and whenever they were made. Whether a
     * file may be executed counts, and where links lead; owners and times do not.
     */
    static String ofContent(Path root) throws IOException {
        MessageDigest digest = Sha256.start();
        for (Entry entry : entries(root)) {
            Sha256.add(digest, entry.name());
            Path file = entry.file();
            if (entry.attributes().isSymbolicLink()) {
                Sha256.add(digest, "l " + Files.readSymbolicLink(file));
            } else if (entry.attributes().isRegularFile()) {
                Sha256.add(digest, (isExecutable(file) ? "x " : "f ") + Sha256.ofFile(file));
            } else {
                Sha256.add(digest, "d");
            }
        }
        return Sha256.end(digest);
    }

    /** By what changes when a file does: its size and times. Says nothing about other machines. */
    static String ofState(Path root) throws IOException {
        MessageDigest digest = Sha256.start();
        for (Entry entry : entries(root)) {
            Sha256.add(digest, entry.file() + " " + entry.attributes().size());
            Sha256.add(digest, entry.attributes().lastModifiedTime().toString());
            // Set by the system alone: a program that sets times back does not get by.
            Sha256.add(digest, Files.getAttribute(entry.file(), "unix:ctime", NO_LINKS).toString());
        }
        return Sha256.end(digest);
    }

    /** By names, sizes and whole seconds of times, which images of containers keep. */
    static String ofListing(Path root) throws IOException {
        MessageDigest digest = Sha256.start();
        for (Entry entry : entries(root)) {
            BasicFileAttributes attributes = entry.attributes();
            Sha256.add(digest, entry.name());
            if (attributes.isSymbolicLink()) {
                Sha256.add(digest, "l " + Files.readSymbolicLink(entry.file()));
            } else if (attributes.isRegularFile()) {
                Sha256.add(
                        digest,
                        attributes.size()
                                + " "
                                + attributes.lastModifiedTime().toInstant().getEpochSecond());
            }
        }
        return Sha256.end(digest);
    }

    private static boolean isExecutable(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class)
                .permissions()
                .contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private static List<Entry> entries(Path root) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int prefix = root.toString().length();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
                        add(folder, is);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                        add(file, is);
                        return FileVisitResult.CONTINUE;
                    }

                    private void add(Path file, BasicFileAttributes is) {
                        entries.add(new Entry(file, file.toString().substring(prefix), is));
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException why) {
                        // What this user may not see, a build of this user does not see either.
                        return FileVisitResult.CONTINUE;
                    }
                });
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    private record Entry(Path file, String name, BasicFileAttributes attributes) {}
}
