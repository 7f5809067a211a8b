package dev.buildserver.contract.cache;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Entries to keep, all blobs of which were uploaded before.
 *
 * @param schema {@link CacheSchema#CURRENT} of the client
 */
public record StoreEntries(
        int schema, @NotNull @Size(max = MOST_ENTRIES) List<@NotNull @Valid NewEntry> entries) {
    /** Most entries of one request. */
    public static final int MOST_ENTRIES = 1000;

    /**
     * An entry as its producer sends it; see {@link CacheEntry} for what is not told here.
     *
     * @param blobs all further blobs that whoever uses the value needs; the entry is refused when
     *     one is missing
     */
    public record NewEntry(
            @NotNull @Sha256 String key,
            @NotNull ActionKind kind,
            @NotNull @Size(max = 20_000) List<@NotNull @Valid Observed> observed,
            @NotNull @Sha256 String value,
            @Size(max = 64) String outId,
            @Sha256 String diagnostics,
            @Size(max = 64) String firstCommit,
            @PositiveOrZero long costMillis,
            @NotNull @Size(max = 50_000) List<@NotNull @Sha256 String> blobs) {}
}
