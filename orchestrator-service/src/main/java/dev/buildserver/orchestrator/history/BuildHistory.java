package dev.buildserver.orchestrator.history;

import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildPage;
import java.util.Optional;
import java.util.UUID;

/** Reads builds. Another tenant's build is as absent as one that never was. */
public interface BuildHistory {
    /** Everything that is known of a build. */
    Optional<BuildDetails> details(String tenant, UUID build);

    /** A page of builds, newest first. */
    BuildPage page(BuildQuery query);

    /** When a queued build is likely to start, and how long it is likely to take. */
    QueueEstimate estimate(UUID build);
}
