package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Passes a report on, and keeps book of the stages for the result, the trace and the metrics. */
final class StageBook implements AttemptReport {
    private final AttemptReport next;
    private final StageTelemetry telemetry;
    private final InstantSource clock;
    private final Map<StageName, StageResult> stages = new EnumMap<>(StageName.class);

    StageBook(AttemptReport next, StageTelemetry telemetry, InstantSource clock) {
        this.next = next;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @Override
    public synchronized void stageStarted(StageName stage) {
        stages.put(
                stage,
                new StageResult(
                        stage, StageStatus.RUNNING, clock.instant(), null, null, null, null));
        telemetry.started(stage);
        next.stageStarted(stage);
    }

    @Override
    public synchronized void stageEnded(
            StageName stage, StageStatus status, String message, Integer warnings, Integer errors) {
        StageResult begun = stages.get(stage);
        Instant start = begun == null ? null : begun.startTime();
        Instant end = start == null ? null : clock.instant();
        StageResult ended = new StageResult(stage, status, start, end, message, warnings, errors);
        stages.put(stage, ended);
        telemetry.ended(ended);
        next.stageEnded(stage, status, message, warnings, errors);
    }

    /** Ends the stage that runs, if one does, and marks those that never began as skipped. */
    synchronized void close(StageStatus running, String message) {
        for (StageName stage : StageName.values()) {
            StageResult known = stages.get(stage);
            if (known == null) {
                stageEnded(stage, StageStatus.SKIPPED, null, null, null);
            } else if (known.status() == StageStatus.RUNNING) {
                stageEnded(stage, running, message, null, null);
            }
        }
    }

    /** The stages so far, in order. */
    synchronized List<StageResult> stages() {
        return Stream.of(StageName.values()).map(stages::get).filter(s -> s != null).toList();
    }

    @Override
    public void log(LogLevel level, String text) {
        next.log(level, text);
    }

    @Override
    public void source(String commit, String branch) {
        next.source(commit, branch);
    }

    @Override
    public void progress(StageName stage, String item, int done, int total) {
        next.progress(stage, item, done, total);
    }

    @Override
    public void diagnostic(Diagnostic diagnostic) {
        next.diagnostic(diagnostic);
    }
}
