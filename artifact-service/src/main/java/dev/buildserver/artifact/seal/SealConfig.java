package dev.buildserver.artifact.seal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Receipts for sealed attempts. */
@ConfigMapping(prefix = "buildserver.artifact.seal")
public interface SealConfig {
    /**
     * How long a receipt is accepted, 1 hour to 90 days. An attempt whose result waits longer than
     * this, because the orchestrator is away, has to be sealed again.
     */
    @WithDefault("P7D")
    Duration receiptTtl();
}
