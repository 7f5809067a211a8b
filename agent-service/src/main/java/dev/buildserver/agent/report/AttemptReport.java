package dev.buildserver.agent.report;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;

/**
 * What happens in one attempt, told as it happens. Thread-safe; never blocks for the network: a
 * slow or absent orchestrator must not slow a build.
 */
public interface AttemptReport {
    /** A line of the log. */
    void log(LogLevel level, String text);

    /** The ref was resolved to a commit; the branch is null where the ref is none. */
    void source(String commit, String branch);

    /** A stage began. */
    void stageStarted(StageName stage);

    /**
     * A stage ended, or was skipped without a beginning.
     *
     * @param message one line for people; may be null
     * @param warnings null where the stage counts none
     * @param errors null where the stage counts none
     */
    void stageEnded(
            StageName stage, StageStatus status, String message, Integer warnings, Integer errors);

    /**
     * A stage advanced.
     *
     * @param total 0 = unknown
     */
    void progress(StageName stage, String item, int done, int total);

    /** A tool reported an error or a warning. */
    void diagnostic(Diagnostic diagnostic);
}
