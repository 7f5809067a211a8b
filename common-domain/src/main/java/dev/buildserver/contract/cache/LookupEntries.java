package dev.buildserver.contract.cache;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A question for the entries of all weak keys of a build.
 *
 * @param schema {@link CacheSchema#CURRENT} of the client
 * @param keys weak keys, SHA-256
 */
public record LookupEntries(
        int schema, @NotNull @Size(max = MOST_KEYS) List<@NotNull @Sha256 String> keys) {
    /** Most keys of one request. */
    public static final int MOST_KEYS = 5000;
}
