package dev.buildserver.cache.blob;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.EntryLimits;
import dev.buildserver.cache.runtime.StorageTasks;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.contract.cache.BlobFrames;
import dev.buildserver.contract.cache.BlobFrames.Head;
import dev.buildserver.contract.cache.BlobsStored;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/**
 * Takes blobs from a stream. Each is stored or not, whatever becomes of the others; small ones are
 * written side by side.
 */
@Singleton
class BatchUpload {
    // At most this many small blobs of one request are in memory.
    private static final int AHEAD = 8;

    private final Blobs blobs;
    private final StorageTasks tasks;
    private final EntryLimits limits;
    private final Usage usage;

    BatchUpload(Blobs blobs, StorageTasks tasks, EntryLimits limits, Usage usage) {
        this.usage = usage;
        this.blobs = blobs;
        this.tasks = tasks;
        this.limits = limits;
    }

    /**
     * @param by who sends them
     * @throws BuildServerException {@code VALIDATION_FAILED} when the stream was cut off or has not
     *     its form; {@code PAYLOAD_TOO_LARGE} when a blob is
     */
    BlobsStored take(String tenant, By by, InputStream frames) {
        Run run = new Run(tenant, by);
        try (DataInputStream in = new DataInputStream(frames)) {
            Optional<Head> head = BlobFrames.readHead(in);
            while (head.isPresent()) {
                run.take(head.get(), in);
                head = BlobFrames.readHead(in);
            }
            run.awaitAll();
        } catch (EOFException e) {
            throw malformed("the stream ended before its end frame");
        } catch (IOException e) {
            throw malformed("the stream is not readable: " + e.getMessage());
        } finally {
            run.record();
        }
        return new BlobsStored(run.stored, run.refused);
    }

    private static BuildServerException malformed(String why) {
        return BuildServerException.invalid(List.of(new Violation("", why)));
    }

    private final class Run {
        private final String tenant;
        private final By by;
        private final Deque<Future<Optional<String>>> begun = new ArrayDeque<>();
        private final Queue<Usage.Entry> written = new ConcurrentLinkedQueue<>();
        private final List<String> refused = new ArrayList<>();
        private int stored;

        Run(String tenant, By by) {
            this.tenant = tenant;
            this.by = by;
        }

        void take(Head head, DataInputStream in) throws IOException {
            if (head.isMissing()) {
                return;
            }
            limits.check(EntryKind.CAS, head.sizeBytes());
            EntryKey key = EntryKey.blob(tenant, head.digest(), by);
            if (head.sizeBytes() > SharedReads.SMALL_BYTES) {
                Optional<String> wrong = write(key, new Part(in, head.sizeBytes()), head);
                count(in.readByte() == BlobFrames.GOOD ? wrong : Optional.of(key.hash()));
                return;
            }
            byte[] content = new byte[(int) head.sizeBytes()];
            in.readFully(content);
            if (in.readByte() != BlobFrames.GOOD) {
                count(Optional.of(key.hash()));
                return;
            }
            if (begun.size() == AHEAD) {
                count(tasks.await(begun.removeFirst()));
            }
            begun.add(tasks.begin(() -> write(key, new ByteArrayInputStream(content), head)));
        }

        void awaitAll() {
            while (!begun.isEmpty()) {
                count(tasks.await(begun.removeFirst()));
            }
        }

        /** Before the answer: whoever hears it may name these blobs in an entry at once. */
        void record() {
            begun.forEach(this::settle);
            usage.recorded(List.copyOf(written));
        }

        private void settle(Future<Optional<String>> write) {
            try {
                tasks.await(write);
            } catch (BuildServerException e) {
                // The request has failed already.
            }
        }

        private void count(Optional<String> wrong) {
            wrong.ifPresentOrElse(refused::add, () -> stored++);
        }

        /** The digest, when the content is another. */
        private Optional<String> write(EntryKey key, InputStream content, Head head) {
            try {
                written.add(blobs.store(key, content, head.sizeBytes()));
                return Optional.empty();
            } catch (BuildServerException e) {
                if (e.code() == ErrorCode.DIGEST_MISMATCH) {
                    return Optional.of(key.hash());
                }
                throw e;
            }
        }
    }
}
