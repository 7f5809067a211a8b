package dev.buildserver.agent.trace;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A path inside the sandbox, as the system knows it: bytes, which need not be text. Absolute,
 * without {@code .} and {@code ..}.
 */
public final class TracedPath implements Comparable<TracedPath> {
    private final byte[] bytes;
    private final int hash;

    TracedPath(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    public static TracedPath of(String text) {
        return new TracedPath(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where the bytes are not UTF-8. */
    public Optional<String> text() {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether it is that folder or lies in it. */
    public boolean isWithin(String folder) {
        byte[] start = folder.getBytes(StandardCharsets.UTF_8);
        return bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length)
                && (bytes.length == start.length || bytes[start.length] == '/');
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** In the order of the bytes, as unsigned numbers. */
    @Override
    public int compareTo(TracedPath other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TracedPath path
                && hash == path.hash
                && Arrays.equals(bytes, path.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** For people: what is no UTF-8 is replaced. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
