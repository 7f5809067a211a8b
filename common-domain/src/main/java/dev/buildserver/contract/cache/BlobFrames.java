package dev.buildserver.contract.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Many blobs in one stream. Each is a frame: 32 bytes SHA-256, 8 bytes size (big-endian; {@value
 * #MISSING} for one that is not there), the content, 1 byte verdict. An end frame of 32 zero bytes
 * and size 0, without a verdict, ends the stream; a stream without it was cut off. The stream as a
 * whole may be compressed, as its {@code Content-Encoding} says.
 *
 * <p>The verdict comes after the content because that is when a sender knows it: content that it
 * says to be {@link #CORRUPT} must be thrown away. A receiver checks the digest as well.
 */
public final class BlobFrames {
    /** Media type of such a stream. */
    public static final String MEDIA_TYPE = "application/vnd.buildserver.blobs";

    /** The size of a blob that is not there; no content and no verdict follow. */
    public static final long MISSING = -1;

    /** Verdict: the content is what the digest says. */
    public static final int GOOD = 0;

    /** Verdict: it is not. */
    public static final int CORRUPT = 1;

    private static final int DIGEST_BYTES = 32;
    private static final String END = "0".repeat(2 * DIGEST_BYTES);

    private BlobFrames() {}

    /**
     * The beginning of a frame.
     *
     * @param digest SHA-256, lower-case hexadecimal
     * @param sizeBytes of the content that follows, or {@link #MISSING}
     */
    public record Head(String digest, long sizeBytes) {
        /** Whether no content follows. */
        public boolean isMissing() {
            return sizeBytes == MISSING;
        }
    }

    /** Writes the beginning of a frame; the sender adds content and verdict. */
    public static void writeHead(DataOutputStream out, Head head) throws IOException {
        out.write(HexFormat.of().parseHex(head.digest()));
        out.writeLong(head.sizeBytes());
    }

    /** Ends the stream, without closing it. */
    public static void writeEnd(DataOutputStream out) throws IOException {
        writeHead(out, new Head(END, 0));
    }

    /**
     * The next frame; the receiver reads content and verdict.
     *
     * @return empty at the end of the stream
     * @throws EOFException when it was cut off
     * @throws IOException when it is no such stream
     */
    public static Optional<Head> readHead(DataInputStream in) throws IOException {
        byte[] digest = new byte[DIGEST_BYTES];
        in.readFully(digest);
        Head head = new Head(HexFormat.of().formatHex(digest), in.readLong());
        if (head.sizeBytes() < MISSING) {
            throw new IOException("A blob can't have %d bytes".formatted(head.sizeBytes()));
        }
        return head.digest().equals(END) ? Optional.empty() : Optional.of(head);
    }
}
