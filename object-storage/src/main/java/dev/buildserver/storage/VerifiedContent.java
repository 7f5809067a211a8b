package dev.buildserver.storage;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Content that must have an announced length and digest. The last bytes are handed out only when
 * both are right, so whoever sends them on with a Content-Length never completes wrong content.
 */
final class VerifiedContent extends FilterInputStream {
    private final MessageDigest digest = sha256();
    private final long sizeBytes;
    private final String sha256;
    private long count;
    private boolean checked;
    private boolean mismatch;
    private IOException failure;

    VerifiedContent(InputStream content, long sizeBytes, String sha256) {
        super(content);
        this.sizeBytes = sizeBytes;
        this.sha256 = sha256;
    }

    /** For content of no bytes, which a receiver may take as complete before it reads. */
    void checkEmpty() throws IOException {
        if (sizeBytes == 0) {
            checkOnce();
        }
    }

    /** Whether all of the content came and was not what was announced. */
    boolean mismatch() {
        return mismatch;
    }

    /** What went wrong at the side where the content comes from, or null. */
    IOException failure() {
        return failure;
    }

    /** Number of bytes that came. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (count == sizeBytes) {
            checkOnce();
            return -1;
        }
        int n = fill(buffer, offset, (int) Math.min(length, sizeBytes - count));
        digest.update(buffer, offset, n);
        count += n;
        if (count == sizeBytes) {
            checkOnce();
        }
        return n;
    }

    private int fill(byte[] buffer, int offset, int length) throws IOException {
        try {
            int n = in.read(buffer, offset, length);
            if (n < 0) {
                throw new EOFException("The content ended after " + count + " bytes");
            }
            return n;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private void checkOnce() throws IOException {
        if (!checked) {
            checked = true;
            mismatch = !HexFormat.of().formatHex(digest.digest()).equals(sha256);
        }
        if (mismatch) {
            throw new ContentMismatchException("The content's SHA-256 is not " + sha256);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
