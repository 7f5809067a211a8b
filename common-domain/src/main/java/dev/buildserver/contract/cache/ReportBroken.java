package dev.buildserver.contract.cache;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Entries that could not be used because blobs of them are gone or wrong. The cache looks itself
 * before it believes it.
 */
public record ReportBroken(
        int schema, @NotNull @Size(max = 1000) List<@NotNull @Valid BrokenEntry> entries) {
    /**
     * One of them.
     *
     * @param blobs those that did not come as they should
     */
    public record BrokenEntry(
            @NotNull @Sha256 String key,
            @NotNull @Sha256 String strongKey,
            @NotNull @Size(min = 1, max = 50_000) List<@NotNull @Sha256 String> blobs) {}

    /**
     * The answer.
     *
     * @param dropped strong keys of the entries that were dropped; the blobs of the others are
     *     there
     */
    public record Answer(List<String> dropped) {}
}
