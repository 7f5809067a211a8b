package dev.buildserver.agent.cached.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a tree in which builds still run, or ran: they may put a link in the place of any file or
 * folder, at any time, and it may lead anywhere on this machine. Each folder is opened from the one
 * above it, and none of them, nor a file, through a link.
 */
public final class OutputFolders {
    private static final int BUFFER = 64 * 1024;
    private static final Set<PosixFilePermission> EXECUTE =
            Set.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE);

    private final Path root;

    /**
     * @param root a real path; the folders on the way to it are no build's
     */
    public OutputFolders(Path root) {
        this.root = root;
    }

    /**
     * What was found.
     *
     * @param file where it was
     * @param sha256 null where it is no plain file, but a link, say
     */
    public record Found(Path file, String sha256, boolean program) {}

    /**
     * Everything below a folder but folders, in order; nothing where there is no such folder.
     *
     * @param wanted files of other names are left out
     * @throws IOException also where the way there leads over a link
     */
    public List<Found> below(Path folder, Predicate<String> wanted) throws IOException {
        List<Found> found = new ArrayList<>();
        try (SecureDirectoryStream<Path> stream = open(folder)) {
            add(stream, folder, wanted, found);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return found;
    }

    /**
     * One file.
     *
     * @throws IOException also where the way there leads over a link
     */
    public Found file(Path file) throws IOException {
        try (SecureDirectoryStream<Path> folder = open(file.getParent())) {
            Path name = file.getFileName();
            return found(folder, name, file, attributes(folder, name));
        }
    }

    private void add(
            SecureDirectoryStream<Path> folder,
            Path place,
            Predicate<String> wanted,
            List<Found> found)
            throws IOException {
        List<Path> names = new ArrayList<>();
        folder.forEach(path -> names.add(path.getFileName()));
        Collections.sort(names);
        for (Path name : names) {
            Path file = place.resolve(name);
            PosixFileAttributes attributes = attributes(folder, name);
            if (attributes.isDirectory()) {
                try (SecureDirectoryStream<Path> inner =
                        folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    add(inner, file, wanted, found);
                }
            } else if (wanted.test(name.toString())) {
                found.add(found(folder, name, file, attributes));
            }
        }
    }

    private static Found found(
            SecureDirectoryStream<Path> folder,
            Path name,
            Path file,
            PosixFileAttributes attributes)
            throws IOException {
        if (!attributes.isRegularFile()) {
            return new Found(file, null, false);
        }
        MessageDigest digest = Sha256.digest();
        try (SeekableByteChannel in =
                folder.newByteChannel(
                        name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (in.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        boolean program = attributes.permissions().stream().anyMatch(EXECUTE::contains);
        return new Found(file, Sha256.text(digest), program);
    }

    private static PosixFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
            throws IOException {
        return folder.getFileAttributeView(
                        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private SecureDirectoryStream<Path> open(Path folder) throws IOException {
        SecureDirectoryStream<Path> at = secure(Files.newDirectoryStream(root));
        if (folder.equals(root)) {
            return at;
        }
        for (Path name : root.relativize(folder)) {
            try (SecureDirectoryStream<Path> above = at) {
                at = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return at;
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
            throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("this system can't open folders relative to others");
    }
}
