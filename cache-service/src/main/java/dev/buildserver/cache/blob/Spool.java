package dev.buildserver.cache.blob;

import dev.buildserver.storage.StoredContent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A blob on its way from the object storage to any number of readers, each at its own speed. The
 * file between them has no name that lasts: it goes with the last reader.
 */
final class Spool {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long LONGEST_SILENCE_MILLIS = 60_000;

    private final StoredContent content;
    private final FileChannel file;
    private final Runnable over;
    private long written;
    private boolean done;
    private IOException failure;
    private int readers;
    private boolean closed;

    private Spool(StoredContent content, FileChannel file, Runnable over) {
        this.content = content;
        this.file = file;
        this.over = over;
    }

    /**
     * @param over called when the last reader is gone
     */
    static Spool in(Path folder, StoredContent content, Runnable over) throws IOException {
        Path path =
                Files.createTempFile(
                        folder,
                        "cache-read-",
                        ".blob",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
        return new Spool(content, file, over);
    }

    long sizeBytes() {
        return content.sizeBytes();
    }

    /** Fills the file, until it is full or nobody reads any more. */
    void copy() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = content.stream()) {
            int n = BUFFER_BYTES;
            while (n == BUFFER_BYTES && isWanted()) {
                // Whole buffers: the client of the storage gives 8 KiB at a time.
                n = in.readNBytes(buffer, 0, BUFFER_BYTES);
                if (n > 0) {
                    append(ByteBuffer.wrap(buffer, 0, n));
                }
            }
            end(null);
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException e) {
            end(new IOException(e));
        }
    }

    /** A reader; empty when the last one has left already. */
    synchronized Optional<InputStream> open() {
        if (closed) {
            return Optional.empty();
        }
        readers++;
        return Optional.of(new Reader());
    }

    private synchronized boolean isWanted() {
        return !closed;
    }

    private void append(ByteBuffer bytes) throws IOException {
        long at = written;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
        synchronized (this) {
            written = at;
            notifyAll();
        }
    }

    private synchronized void end(IOException why) {
        done = true;
        failure = why;
        notifyAll();
    }

    private synchronized void leave() throws IOException {
        readers--;
        if (readers == 0) {
            closed = true;
            over.run();
            file.close();
        }
    }

    /** Number of bytes that can be read at a position; -1 at the end. */
    private synchronized long readable(long position) throws IOException {
        try {
            while (position >= written && !done) {
                long before = written;
                wait(LONGEST_SILENCE_MILLIS);
                if (written == before && !done) {
                    throw new IOException("The object storage is silent");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (position < written) {
            return written - position;
        }
        if (failure != null) {
            throw failure;
        }
        if (position < content.sizeBytes()) {
            throw new EOFException("The content ended after " + position + " bytes");
        }
        return -1;
    }

    private final class Reader extends InputStream {
        private long position;
        private boolean left;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            long readable = readable(position);
            if (readable < 0) {
                return -1;
            }
            int wanted = (int) Math.min(length, readable);
            int n = file.read(ByteBuffer.wrap(buffer, offset, wanted), position);
            position += Math.max(n, 0);
            return n;
        }

        @Override
        public void close() throws IOException {
            if (!left) {
                left = true;
                leave();
            }
        }
    }
}
