package dev.buildserver.contract.cache;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Blobs to be sent as a stream of {@link BlobFrames}, in any order.
 *
 * @param digests each once
 */
public record FetchBlobs(
        @NotNull @Size(max = AskMissing.MOST_DIGESTS) List<@NotNull @Sha256 String> digests) {}
