package dev.buildserver.cache.blob;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.runtime.StorageTasks;
import dev.buildserver.contract.cache.BlobFrames;
import dev.buildserver.contract.cache.BlobFrames.Head;
import dev.buildserver.storage.ContentMismatchException;
import dev.buildserver.storage.StoredContent;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Sends blobs as a stream. Some are opened ahead, so that the stream does not wait for the object
 * storage once for each.
 */
@Singleton
class BatchDownload {
    private static final Logger LOG = Logger.getLogger(BatchDownload.class);
    private static final int AHEAD = 8;
    private static final int BUFFER_BYTES = 64 << 10;
    // Opened ahead in all requests together; a small one is in memory then.
    private static final int AHEAD_IN_ALL = 48;

    private final Blobs blobs;
    private final StorageTasks tasks;
    private final Semaphore permits = new Semaphore(AHEAD_IN_ALL);

    BatchDownload(Blobs blobs, StorageTasks tasks) {
        this.blobs = blobs;
        this.tasks = tasks;
    }

    StreamingOutput of(List<EntryKey> keys, boolean compressed) {
        return out -> {
            if (compressed) {
                try (OutputStream zstd = Encodings.zstd(out)) {
                    send(keys, zstd);
                }
            } else {
                send(keys, out);
            }
        };
    }

    private void send(List<EntryKey> keys, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        Iterator<EntryKey> next = keys.iterator();
        Deque<Ahead> ahead = new ArrayDeque<>();
        try {
            openAhead(next, ahead);
            while (next.hasNext() || !ahead.isEmpty()) {
                if (ahead.isEmpty()) {
                    EntryKey key = next.next();
                    write(key, blobs.find(key), out);
                } else {
                    Ahead first = ahead.removeFirst();
                    try {
                        write(first.key(), tasks.await(first.opened()), out);
                    } finally {
                        permits.release();
                    }
                }
                openAhead(next, ahead);
            }
            BlobFrames.writeEnd(out);
            out.flush();
        } finally {
            ahead.forEach(this::abandon);
        }
    }

    private record Ahead(EntryKey key, Future<Optional<StoredContent>> opened) {}

    private void openAhead(Iterator<EntryKey> next, Deque<Ahead> ahead) {
        while (ahead.size() < AHEAD && next.hasNext() && permits.tryAcquire()) {
            EntryKey key = next.next();
            ahead.add(new Ahead(key, tasks.begin(() -> blobs.find(key))));
        }
    }

    private void abandon(Ahead ahead) {
        try {
            Optional<StoredContent> opened = tasks.await(ahead.opened());
            if (opened.isPresent()) {
                opened.get().stream().close();
            }
        } catch (RuntimeException | IOException e) {
            // The stream failed already, or its receiver is gone.
            LOG.debugf(e, "Blob %s was opened ahead in vain", ahead.key().hash());
        } finally {
            permits.release();
        }
    }

    private static void write(EntryKey key, Optional<StoredContent> blob, DataOutputStream out)
            throws IOException {
        if (blob.isEmpty()) {
            BlobFrames.writeHead(out, new Head(key.hash(), BlobFrames.MISSING));
            return;
        }
        BlobFrames.writeHead(out, new Head(key.hash(), blob.get().sizeBytes()));
        try (InputStream content = blob.get().stream()) {
            out.writeByte(copy(content, blob.get().sizeBytes(), out));
        }
    }

    /** The verdict. What is known to be wrong is filled up, so that the stream can go on. */
    private static int copy(InputStream content, long sizeBytes, DataOutputStream out)
            throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long sent = 0;
        try {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                out.write(buffer, 0, n);
                sent += n;
            }
            return BlobFrames.GOOD;
        } catch (ContentMismatchException e) {
            while (sent < sizeBytes) {
                int n = (int) Math.min(buffer.length, sizeBytes - sent);
                out.write(buffer, 0, n);
                sent += n;
            }
            return BlobFrames.CORRUPT;
        }
    }
}
