package dev.buildserver.agent.report;

import dev.buildserver.agent.tasks.MonotonicClock;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.util.concurrent.TimeUnit;

/** Turns what is reported into events. */
final class EventLog implements AttemptReport {
    private final BatchQueue queue;
    private final MonotonicClock clock;
    private final long receivedNanos;

    EventLog(BatchQueue queue, MonotonicClock clock, long receivedNanos) {
        this.queue = queue;
        this.clock = clock;
        this.receivedNanos = receivedNanos;
    }

    @Override
    public void log(LogLevel level, String text) {
        for (String line : LogText.lines(text)) {
            queue.add(new EventRecord.Log(elapsed(), level, line), false);
        }
    }

    @Override
    public void source(String commit, String branch) {
        queue.add(new EventRecord.Source(elapsed(), commit, branch), false);
    }

    @Override
    public void stageStarted(StageName stage) {
        queue.add(
                new EventRecord.Stage(elapsed(), stage, StageStatus.RUNNING, null, null, null),
                true);
    }

    @Override
    public void stageEnded(
            StageName stage, StageStatus status, String message, Integer warnings, Integer errors) {
        queue.add(new EventRecord.Stage(elapsed(), stage, status, message, warnings, errors), true);
    }

    @Override
    public void progress(StageName stage, String item, int done, int total) {
        queue.add(new EventRecord.Progress(elapsed(), stage, item, done, total), false);
    }

    @Override
    public void diagnostic(Diagnostic diagnostic) {
        queue.add(new EventRecord.Found(elapsed(), diagnostic), false);
    }

    private long elapsed() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(clock.nanos() - receivedNanos));
    }
}
