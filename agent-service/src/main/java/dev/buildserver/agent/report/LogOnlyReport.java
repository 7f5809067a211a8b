package dev.buildserver.agent.report;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;

/** A report to somebody who cares for nothing but the lines of the log. */
public abstract class LogOnlyReport implements AttemptReport {
    @Override
    public final void source(String commit, String branch) {}

    @Override
    public final void stageStarted(StageName stage) {}

    @Override
    public final void stageEnded(
            StageName stage,
            StageStatus status,
            String message,
            Integer warnings,
            Integer errors) {}

    @Override
    public final void progress(StageName stage, String item, int done, int total) {}

    @Override
    public final void diagnostic(Diagnostic diagnostic) {}
}
