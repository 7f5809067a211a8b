package dev.buildserver.agent.testing;

import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was reported. */
public final class RecordedReport implements AttemptReport {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Log lines, with their levels in front. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void log(LogLevel level, String text) {
        lines.add(level + " " + text);
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
