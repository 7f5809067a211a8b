package dev.buildserver.agent.pipeline;

import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;

/** Sees the stages of one attempt. */
interface StageTelemetry {
    void started(StageName stage);

    /** A stage ended, or was skipped without a beginning. */
    void ended(StageResult stage);
}
