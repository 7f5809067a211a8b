package dev.buildserver.cache.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The stored form of a result: its SHA-256, 32 bytes, then the result. */
public final class SealedResult {
    /** What sealing adds. */
    public static final int DIGEST_BYTES = 32;

    private SealedResult() {}

    /** The stored form. */
    public static byte[] seal(byte[] result) {
        byte[] sealed = Arrays.copyOf(digest(result), DIGEST_BYTES + result.length);
        System.arraycopy(result, 0, sealed, DIGEST_BYTES, result.length);
        return sealed;
    }

    /** Empty when the form or the digest is wrong. */
    public static Optional<byte[]> open(byte[] sealed) {
        if (sealed.length < DIGEST_BYTES) {
            return Optional.empty();
        }
        byte[] result = Arrays.copyOfRange(sealed, DIGEST_BYTES, sealed.length);
        byte[] digest = Arrays.copyOf(sealed, DIGEST_BYTES);
        return MessageDigest.isEqual(digest, digest(result))
                ? Optional.of(result)
                : Optional.empty();
    }

    /** SHA-256 as hexadecimal digits. */
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(digest(content));
    }

    private static byte[] digest(byte[] result) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(result);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
