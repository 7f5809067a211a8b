package dev.buildserver.gateway.build;

import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * A stage of a build.
 *
 * @param startTime absent while pending or skipped
 * @param duration absent until ended
 * @param warningsCount absent where the stage counts none
 * @param errorsCount absent where the stage counts none
 */
public record StageView(
        StageName name,
        StageStatus status,
        Instant startTime,
        Instant endTime,
        Duration duration,
        String message,
        Integer warningsCount,
        Integer errorsCount) {

    static StageView of(StageResult stage) {
        return new StageView(
                stage.name(),
                stage.status(),
                stage.startTime(),
                stage.endTime(),
                stage.duration(),
                stage.message(),
                stage.warningsCount(),
                stage.errorsCount());
    }
}
