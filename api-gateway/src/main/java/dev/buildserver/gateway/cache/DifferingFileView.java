package dev.buildserver.gateway.cache;

import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file that two builds of the same inputs did not make the same. */
@Schema(name = "DifferingFile")
record DifferingFileView(
        String path,
        @Schema(description = "SHA-256; absent where the file was missing", nullable = true)
                String first,
        @Schema(description = "SHA-256; absent where the file was missing", nullable = true)
                String other) {
    static List<DifferingFileView> of(List<DifferingFile> files) {
        return files.stream()
                .map(file -> new DifferingFileView(file.path(), file.first(), file.other()))
                .toList();
    }
}
