package dev.buildserver.support.body;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

/**
 * The body of a request for a thread that may block. A body arrives in pieces of 8 KiB, and the
 * framework's own stream asks for one at a time: two changes of threads for each were half of the
 * processor time of a large upload. This one takes several at once. Nothing is asked for before
 * somebody reads, so that requests without a thread yet take no memory.
 */
final class PiecewiseBody extends InputStream {
    private final BodyPieces pieces;
    private final long maxBytes;
    private Queue<Buffer> taken = new ArrayDeque<>();
    private Buffer piece = Buffer.buffer();
    private int position;
    private long count;
    private boolean closed;

    /**
     * @param maxBytes more than that is {@code PAYLOAD_TOO_LARGE}
     */
    PiecewiseBody(BodyPieces pieces, long maxBytes) {
        this.pieces = pieces;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws IOException the sender is gone, or silent for too long
     */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (closed) {
            throw new IOException("The body was closed");
        }
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int n = Math.min(length, piece.length() - position);
        piece.getBytes(position, position + n, into, offset);
        position += n;
        return n;
    }

    private boolean hasMore() throws IOException {
        while (position == piece.length()) {
            if (taken.isEmpty()) {
                taken = pieces.take();
            }
            if (taken.isEmpty()) {
                return false;
            }
            piece = taken.remove();
            position = 0;
            count += piece.length();
            if (count > maxBytes) {
                throw new BuildServerException(
                        ErrorCode.PAYLOAD_TOO_LARGE, "The body has more than " + maxBytes + " B");
            }
        }
        return true;
    }

    /** What was not read is thrown away as it comes. */
    @Override
    public void close() {
        closed = true;
        pieces.discard();
    }
}
