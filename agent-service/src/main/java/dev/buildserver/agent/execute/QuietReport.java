package dev.buildserver.agent.execute;

import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import org.jboss.logging.Logger;

/** The report of a build that nobody asked for: it goes to the agent's own log. */
final class QuietReport implements AttemptReport {
    private static final Logger LOG = Logger.getLogger(QuietReport.class);

    @Override
    public void log(LogLevel level, String text) {
        LOG.debugf("%s %s", level, text);
    }

    @Override
    public void source(String commit, String branch) {}

    @Override
    public void stageStarted(StageName stage) {}

    @Override
    public void stageEnded(
            StageName stage,
            StageStatus status,
            String message,
            Integer warnings,
            Integer errors) {}

    @Override
    public void progress(StageName stage, String item, int done, int total) {}

    @Override
    public void diagnostic(Diagnostic diagnostic) {}
}
