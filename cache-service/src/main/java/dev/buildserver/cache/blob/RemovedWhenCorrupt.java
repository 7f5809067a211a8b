package dev.buildserver.cache.blob;

import dev.buildserver.storage.ContentMismatchException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.logging.Logger;

/** Removes a blob when reading shows that it is not what its name says. */
final class RemovedWhenCorrupt extends FilterInputStream {
    private static final Logger LOG = Logger.getLogger(RemovedWhenCorrupt.class);

    private final Runnable remove;

    RemovedWhenCorrupt(InputStream content, Runnable remove) {
        super(content);
        this.remove = remove;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (ContentMismatchException e) {
            LOG.warnf("A corrupt blob is removed: %s", e.getMessage());
            remove.run();
            throw e;
        }
    }
}
