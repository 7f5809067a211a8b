package dev.buildserver.contract.cache;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The packages that a lock file resolved to. */
public record PackageList(@NotNull @Size(max = 10_000) List<@NotNull @Valid Item> packages) {
    /**
     * One of them.
     *
     * @param sha512 of its file, base64, as lock files have it
     */
    public record Item(
            @NotEmpty @Size(max = 128) String id,
            @NotEmpty @Size(max = 128) String version,
            @NotEmpty @Size(max = 88) String sha512) {}
}
