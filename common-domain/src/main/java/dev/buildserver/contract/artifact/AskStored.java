package dev.buildserver.contract.artifact;

import java.util.List;

/**
 * A question for contents: those that artifacts of the tenant have need not be sent again.
 *
 * @param digests SHA-256, lower-case hexadecimal
 */
public record AskStored(List<String> digests) {
    /** Most digests of one request. */
    public static final int MOST_DIGESTS = 10_000;

    /**
     * The answer.
     *
     * @param stored digests of the question that are there now; an artifact with one of them may
     *     have to be sent all the same, because it may be deleted meanwhile
     */
    public record Answer(List<String> stored) {}
}
