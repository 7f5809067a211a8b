package dev.buildserver.orchestrator.log;

/**
 * Where the text of a batch is.
 *
 * @param objectKey of the pack
 * @param offset first byte
 * @param length in bytes; -1 = to the end of the object
 */
public record TextPlace(String objectKey, long offset, int length) {
    /** Whether it begins where another ends. */
    boolean isBehind(TextPlace other) {
        return other.length >= 0
                && length >= 0
                && objectKey.equals(other.objectKey)
                && offset == other.offset + other.length;
    }
}
