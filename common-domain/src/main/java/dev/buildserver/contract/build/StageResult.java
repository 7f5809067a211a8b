package dev.buildserver.contract.build;

import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a stage of an attempt is, or how it ended.
 *
 * @param startTime null while pending or skipped
 * @param endTime null until ended
 * @param message one line for people; may be null
 * @param warningsCount null where the stage counts none
 * @param errorsCount null where the stage counts none
 */
public record StageResult(
        StageName name,
        StageStatus status,
        Instant startTime,
        Instant endTime,
        String message,
        Integer warningsCount,
        Integer errorsCount) {

    /** Time taken so far known: null until the stage ended. */
    public Duration duration() {
        return startTime == null || endTime == null ? null : Duration.between(startTime, endTime);
    }

    /** This state and a later one of the same stage as one: the later one, with what it lacks. */
    public StageResult followedBy(StageResult later) {
        return new StageResult(
                name,
                later.status,
                startTime == null ? later.startTime : startTime,
                later.endTime,
                later.message == null ? message : later.message,
                later.warningsCount == null ? warningsCount : later.warningsCount,
                later.errorsCount == null ? errorsCount : later.errorsCount);
    }
}
