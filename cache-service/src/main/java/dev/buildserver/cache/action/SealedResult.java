package dev.buildserver.cache.action;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The stored form of a result: its SHA-256, 32 bytes, then the result. */
final class SealedResult {
    static final int DIGEST_BYTES = 32;

    private SealedResult() {}

    static byte[] seal(byte[] result) {
        byte[] sealed = Arrays.copyOf(digest(result), DIGEST_BYTES + result.length);
        System.arraycopy(result, 0, sealed, DIGEST_BYTES, result.length);
        return sealed;
    }

    /** Empty when the form or the digest is wrong. */
    static Optional<byte[]> open(byte[] sealed) {
        if (sealed.length < DIGEST_BYTES) {
            return Optional.empty();
        }
        byte[] result = Arrays.copyOfRange(sealed, DIGEST_BYTES, sealed.length);
        byte[] digest = Arrays.copyOf(sealed, DIGEST_BYTES);
        return MessageDigest.isEqual(digest, digest(result))
                ? Optional.of(result)
                : Optional.empty();
    }

    private static byte[] digest(byte[] result) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(result);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
