package dev.buildserver.standalone.sdk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import me.tongfei.progressbar.ProgressBar;

/** Moves a bar by the bytes that are read. */
final class CountedStream extends FilterInputStream {
    private final ProgressBar bar;

    CountedStream(InputStream stream, ProgressBar bar) {
        super(stream);
        this.bar = bar;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            bar.step();
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            bar.stepBy(count);
        }
        return count;
    }
}
