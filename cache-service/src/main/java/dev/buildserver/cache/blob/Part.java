package dev.buildserver.cache.blob;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next bytes of a stream, as a stream that can be closed by itself. */
final class Part extends FilterInputStream {
    private long left;

    Part(InputStream in, long sizeBytes) {
        super(in);
        this.left = sizeBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        if (n < 0) {
            throw new EOFException("The stream ended inside a blob");
        }
        left -= n;
        return n;
    }

    @Override
    public void close() {
        // The stream goes on.
    }
}
