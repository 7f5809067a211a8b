package dev.buildserver.cli.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The part of a file that has arrived, beside its final place. It outlives the process, so that the
 * next download goes on where this one stopped; a lock keeps two downloads apart.
 */
final class PartFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel channel;

    private PartFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * @throws DownloadFailedException when another download has it
     */
    static PartFile open(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new PartFile(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new DownloadFailedException("Another download is writing " + path);
    }

    long length() throws IOException {
        return channel.size();
    }

    void truncate() throws IOException {
        channel.truncate(0);
    }

    void append(ByteBuffer bytes) throws IOException {
        long position = channel.size();
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    /** SHA-256 of what is there, in lower-case hexadecimal. */
    String sha256() throws IOException {
        MessageDigest digest = digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long position = 0; ; ) {
            int read = channel.read(buffer.clear(), position);
            if (read < 0) {
                return HexFormat.of().formatHex(digest.digest());
            }
            position += read;
            digest.update(buffer.flip());
        }
    }

    /** Gives the file its name in one step: nobody ever sees half of it there. */
    void moveTo(Path target) throws IOException {
        channel.force(true);
        channel.close();
        try {
            Files.move(
                    path,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
