package dev.buildserver.testing.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Content of any size that is never held in memory: the same for the same seed.
 *
 * @param seed makes contents differ
 */
public record GeneratedContent(int seed, long sizeBytes) {
    private static final int BLOCK = 4096;
    private static final Map<GeneratedContent, String> DIGESTS = new ConcurrentHashMap<>();

    /** In lower-case hexadecimal. Large contents take a while, the first time. */
    public String sha256() {
        return DIGESTS.computeIfAbsent(this, GeneratedContent::digest);
    }

    private String digest() {
        try (InputStream content = open()) {
            return sha256(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a content to its end. */
    public static String sha256(InputStream content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 << 10];
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The content from its beginning. */
    public InputStream open() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (position == sizeBytes) {
                    return -1;
                }
                // One value for each block, however the reads are cut.
                long inBlock = BLOCK - position % BLOCK;
                int n = (int) Math.min(Math.min(length, inBlock), sizeBytes - position);
                Arrays.fill(buffer, offset, offset + n, (byte) (seed + position / BLOCK));
                position += n;
                return n;
            }
        };
    }
}
