package dev.buildserver.artifact.serve;

import java.util.Arrays;

/** Compares the tags of conditional requests. A content's tag is made of its digest. */
final class ETags {
    private ETags() {}

    static String of(String sha256) {
        return "\"sha256:" + sha256 + '"';
    }

    /**
     * Whether {@code If-None-Match} names the tag, by weak comparison.
     *
     * @param header may be null
     */
    static boolean matchesAny(String header, String tag) {
        return header != null
                && Arrays.stream(header.split(","))
                        .map(String::strip)
                        .map(t -> t.startsWith("W/") ? t.substring(2) : t)
                        .anyMatch(t -> t.equals("*") || t.equals(tag));
    }

    /**
     * Whether a range may be sent: there is no {@code If-Range}, or it names the tag, by strong
     * comparison. A date never matches: contents have tags only.
     */
    static boolean allowsRange(String ifRange, String tag) {
        return ifRange == null || ifRange.strip().equals(tag);
    }
}
