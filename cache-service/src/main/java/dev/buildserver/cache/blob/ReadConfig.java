package dev.buildserver.cache.blob;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How blobs are read from the object storage. */
@ConfigMapping(prefix = "buildserver.cache.read")
public interface ReadConfig {
    /**
     * Folder for copies of large blobs that are being read, so that readers of the same blob cause
     * one read of the object storage. Default: the machine's folder for temporary files.
     */
    Optional<Path> spoolFolder();

    /** Most bytes of such copies; beyond it, readers share nothing. 0 = never. */
    @WithDefault("1G")
    MemorySize spoolSize();

    /**
     * Memory for small blobs that were read lately, 0 to 16 GiB: manifests and small files of a
     * build are asked for by each agent. 0 = none.
     */
    @WithDefault("16M")
    MemorySize memory();
}
