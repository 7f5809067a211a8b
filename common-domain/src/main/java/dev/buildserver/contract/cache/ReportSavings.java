package dev.buildserver.contract.cache;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What the cache did for one attempt. Reported once, at its end; a repeated report of the same
 * attempt is not counted.
 */
public record ReportSavings(
        @NotNull @Size(max = 5000) List<@NotNull @Valid ProjectSavings> projects) {
    /**
     * The same for one project of a solution; as an answer: over all attempts that reported.
     *
     * @param path the project file
     * @param savedMillis what the hits would have cost
     * @param spentMillis what keys, look-ups, transfers and stores took
     */
    public record ProjectSavings(
            @NotEmpty @Size(max = 1024) String path,
            @PositiveOrZero long hits,
            @PositiveOrZero long misses,
            @PositiveOrZero long savedMillis,
            @PositiveOrZero long spentMillis) {}
}
