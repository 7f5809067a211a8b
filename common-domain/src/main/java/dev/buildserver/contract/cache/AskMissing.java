package dev.buildserver.contract.cache;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A question for blobs. Those that are there count as used, and are pinned: nothing removes them
 * for a while, so that a build can rely on them.
 */
public record AskMissing(@NotNull @Size(max = MOST_DIGESTS) List<@NotNull @Sha256 String> digests) {
    /** Most digests of one request. */
    public static final int MOST_DIGESTS = 50_000;

    /**
     * The answer.
     *
     * @param missing digests of the question that the cache does not have, in its order
     * @param pinnedSeconds for how long the others stay at least
     */
    public record Answer(List<String> missing, long pinnedSeconds) {}
}
