package dev.buildserver.artifact.serve;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.problem.Problems;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a content.
 *
 * @param first offset of the first byte
 * @param length number of bytes, at least 1
 */
record ByteRange(long first, long length) {
    // 18 digits fit into a long.
    private static final Pattern ONE_RANGE =
            Pattern.compile(
                    "bytes=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

    /**
     * The range that a request asks for. Empty means the whole content: that is also the answer to
     * several ranges and to a header that is no range at all, as RFC 9110 allows and asks for.
     *
     * @param header value of {@code Range}, or null
     * @throws BuildServerException {@code RANGE_NOT_SATISFIABLE}
     */
    static Optional<ByteRange> parse(String header, long sizeBytes) {
        Matcher range = header == null ? null : ONE_RANGE.matcher(header);
        if (range == null || !range.matches()) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            return range.group(2).isEmpty()
                    ? Optional.empty()
                    : Optional.of(suffix(Long.parseLong(range.group(2)), sizeBytes));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (last < first) {
            return Optional.empty();
        }
        if (first >= sizeBytes) {
            throw unsatisfiable(sizeBytes);
        }
        return Optional.of(new ByteRange(first, Math.min(last, sizeBytes - 1) - first + 1));
    }

    /** Value of {@code Content-Range}. */
    String of(long sizeBytes) {
        return "bytes %d-%d/%d".formatted(first, first + length - 1, sizeBytes);
    }

    private static ByteRange suffix(long wanted, long sizeBytes) {
        long length = Math.min(wanted, sizeBytes);
        if (length == 0) {
            throw unsatisfiable(sizeBytes);
        }
        return new ByteRange(sizeBytes - length, length);
    }

    private static BuildServerException unsatisfiable(long sizeBytes) {
        return new BuildServerException(
                        ErrorCode.RANGE_NOT_SATISFIABLE,
                        "The content has %d bytes".formatted(sizeBytes))
                .with(Problems.CONTENT_SIZE, sizeBytes);
    }
}
