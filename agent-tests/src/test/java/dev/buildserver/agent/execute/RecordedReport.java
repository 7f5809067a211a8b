package dev.buildserver.agent.execute;

import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class RecordedReport implements AttemptReport {
    record Line(LogLevel level, String text) {}

    record StageEnd(StageName stage, StageStatus status, String message) {}

    record Progress(StageName stage, String item, int done, int total) {}

    final List<Line> log = new CopyOnWriteArrayList<>();
    final List<StageName> started = new CopyOnWriteArrayList<>();
    final List<StageEnd> ended = new CopyOnWriteArrayList<>();
    final List<Progress> progress = new CopyOnWriteArrayList<>();
    final List<Diagnostic> diagnostics = new CopyOnWriteArrayList<>();

    @Override
    public void log(LogLevel level, String text) {
        log.add(new Line(level, text));
    }

    @Override
    public void source(String commit, String branch) {
        throw new AssertionError("the stages do not fetch");
    }

    @Override
    public void stageStarted(StageName stage) {
        started.add(stage);
    }

    @Override
    public void stageEnded(
            StageName stage, StageStatus status, String message, Integer warnings, Integer errors) {
        ended.add(new StageEnd(stage, status, message));
    }

    @Override
    public void progress(StageName stage, String item, int done, int total) {
        progress.add(new Progress(stage, item, done, total));
    }

    @Override
    public void diagnostic(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
    }

    /** The whole log, for messages of failed assertions. */
    String text() {
        StringBuilder text = new StringBuilder();
        log.forEach(
                line -> text.append(line.level()).append(": ").append(line.text()).append('\n'));
        return text.toString();
    }
}
