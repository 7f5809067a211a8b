package dev.buildserver.cache.blob;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.EntryLimits;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes a blob that comes compressed. Its size is known only at its end, and the object storage
 * wants it at the beginning, so it rests in a file in between.
 */
@Singleton
class DecodedUpload {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Blobs blobs;
    private final EntryLimits limits;
    private final Path folder;

    DecodedUpload(Blobs blobs, EntryLimits limits, ReadConfig config) {
        this.blobs = blobs;
        this.limits = limits;
        this.folder =
                config.spoolFolder().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    void write(EntryKey key, InputStream content, String encoding) throws IOException {
        Path file = Files.createTempFile(folder, "cache-write-", ".blob");
        try {
            long size;
            try (InputStream decoded = Encodings.decoded(content, encoding);
                    OutputStream out = Files.newOutputStream(file)) {
                size = copy(decoded, out);
            }
            try (InputStream in = Files.newInputStream(file)) {
                blobs.write(key, in, size);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private long copy(InputStream decoded, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        for (int n = next(decoded, buffer); n >= 0; n = next(decoded, buffer)) {
            size += n;
            limits.check(EntryKind.CAS, size);
            out.write(buffer, 0, n);
        }
        return size;
    }

    private static int next(InputStream decoded, byte[] buffer) {
        try {
            return decoded.read(buffer);
        } catch (IOException e) {
            throw BuildServerException.invalid(
                    List.of(new Violation("", "the content is not complete zstd")));
        }
    }
}
