package dev.buildserver.agent.execute;

import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps the stages of an attempt and tells the report as they change. */
final class StageBook {
    private static final List<StageName> STAGES =
            List.of(StageName.RESTORE, StageName.BUILD, StageName.TEST, StageName.PACKAGE);

    private final Map<StageName, StageResult> stages = new EnumMap<>(StageName.class);
    private final AttemptReport report;
    private final InstantSource clock;

    StageBook(AttemptReport report, InstantSource clock) {
        this.report = report;
        this.clock = clock;
        STAGES.forEach(
                name -> stages.put(name, entry(name, StageStatus.PENDING, null, null, null)));
    }

    void begin(StageName name) {
        stages.put(name, entry(name, StageStatus.RUNNING, clock.instant(), null, null));
        report.stageStarted(name);
    }

    void skip(StageName name, String why) {
        stages.put(name, entry(name, StageStatus.SKIPPED, null, null, why));
        report.stageEnded(name, StageStatus.SKIPPED, why, null, null);
    }

    void end(StageName name, StageStatus status, String message, Integer warnings, Integer errors) {
        Instant start = stages.get(name).startTime();
        stages.put(
                name,
                new StageResult(name, status, start, clock.instant(), message, warnings, errors));
        report.stageEnded(name, status, message, warnings, errors);
    }

    /** The stage that runs, or null. */
    StageName running() {
        return STAGES.stream()
                .filter(name -> stages.get(name).status() == StageStatus.RUNNING)
                .findFirst()
                .orElse(null);
    }

    /** Skips what has not begun. */
    void skipRest(String why) {
        STAGES.stream()
                .filter(name -> stages.get(name).status() == StageStatus.PENDING)
                .forEach(name -> skip(name, why));
    }

    List<StageResult> results() {
        return List.copyOf(stages.values());
    }

    private static StageResult entry(
            StageName name, StageStatus status, Instant start, Instant end, String message) {
        return new StageResult(name, status, start, end, message, null, null);
    }
}
