package dev.buildserver.agent.cached.remote;

import dev.buildserver.contract.cache.BlobFrames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Streams of many blobs, see {@link BlobFrames}. */
final class Frames {
    private static final int CHUNK = 64 * 1024;

    private Frames() {}

    /** Content in memory or in a file. */
    interface Content {
        long bytes() throws IOException;

        InputStream open() throws IOException;

        static Content of(Path file) {
            return new Content() {
                @Override
                public long bytes() throws IOException {
                    return Files.size(file);
                }

                @Override
                public InputStream open() throws IOException {
                    return Files.newInputStream(file);
                }
            };
        }

        static Content of(byte[] content) {
            return new Content() {
                @Override
                public long bytes() {
                    return content.length;
                }

                @Override
                public InputStream open() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }

    /** The stream, piece by piece; nothing is read before it is wanted. */
    static Iterable<byte[]> write(Map<String, Content> blobs) {
        return () -> new Writer(new ArrayList<>(blobs.entrySet()));
    }

    private static final class Writer implements Iterator<byte[]> {
        private final Iterator<Map.Entry<String, Content>> blobs;
        private InputStream content;
        private boolean ended;

        Writer(List<Map.Entry<String, Content>> blobs) {
            this.blobs = blobs.iterator();
        }

        @Override
        public boolean hasNext() {
            return !ended;
        }

        @Override
        public byte[] next() {
            if (ended) {
                throw new NoSuchElementException();
            }
            try {
                return piece();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private byte[] piece() throws IOException {
            if (content != null) {
                byte[] chunk = content.readNBytes(CHUNK);
                if (chunk.length > 0) {
                    return chunk;
                }
                content.close();
                content = null;
                return new byte[] {BlobFrames.GOOD};
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            if (blobs.hasNext()) {
                Map.Entry<String, Content> blob = blobs.next();
                BlobFrames.writeHead(
                        out, new BlobFrames.Head(blob.getKey(), blob.getValue().bytes()));
                content = blob.getValue().open();
            } else {
                BlobFrames.writeEnd(out);
                ended = true;
            }
            return bytes.toByteArray();
        }
    }

    /** Takes a blob of a stream. */
    interface Receiver {
        /** Where the content goes; it is closed. */
        OutputStream begin(String sha256) throws IOException;

        /**
         * The content has come.
         *
         * @param good whether the sender vouches for it
         */
        void end(String sha256, boolean good) throws IOException;
    }

    /**
     * Reads a stream to its end.
     *
     * @throws IOException also where it was cut off
     */
    static void read(InputStream stream, Receiver receiver) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        for (Optional<BlobFrames.Head> head = BlobFrames.readHead(in);
                head.isPresent();
                head = BlobFrames.readHead(in)) {
            if (!head.get().isMissing()) {
                try (OutputStream out = receiver.begin(head.get().digest())) {
                    copy(in, head.get().sizeBytes(), out);
                }
                receiver.end(head.get().digest(), in.readByte() == BlobFrames.GOOD);
            }
        }
    }

    private static void copy(DataInputStream in, long bytes, OutputStream out) throws IOException {
        byte[] buffer = new byte[CHUNK];
        for (long left = bytes; left > 0; ) {
            int count = (int) Math.min(buffer.length, left);
            in.readFully(buffer, 0, count);
            out.write(buffer, 0, count);
            left -= count;
        }
    }
}
