package dev.buildserver.benchmarks.proof.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file of a source tree. Two are equal when their bytes and kinds are.
 *
 * @param content not to be changed; of a link: where it leads to
 */
public record SourceFile(byte[] content, Kind kind) {
    /** What Git knows of a file besides its content. */
    public enum Kind {
        FILE,
        PROGRAM,
        LINK
    }

    /** A plain file with a text. */
    public static SourceFile of(String text) {
        return new SourceFile(text.getBytes(StandardCharsets.UTF_8), Kind.FILE);
    }

    /** The content as text; a byte order mark is part of it. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The same content as another kind of file. */
    public SourceFile as(Kind other) {
        return new SourceFile(content, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceFile file
                && kind == file.kind
                && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content) * 31 + kind.hashCode();
    }
}
