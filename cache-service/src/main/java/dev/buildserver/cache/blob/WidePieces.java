package dev.buildserver.cache.blob;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Content that is passed on in larger pieces than the platform's 8 KiB. */
final class WidePieces extends FilterInputStream {
    private static final int PIECE_BYTES = 64 << 10;

    WidePieces(InputStream content) {
        super(content);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        long count = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            out.write(piece, 0, n);
            count += n;
        }
        return count;
    }
}
