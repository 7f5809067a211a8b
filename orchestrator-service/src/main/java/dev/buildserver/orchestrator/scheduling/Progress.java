package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How far a running attempt is.
 *
 * @param since when it was leased
 * @param stage the last that began; null before the first
 * @param stageSince when it began; null before the first
 * @param stageEnded whether it is over, so that the next is about to begin
 */
public record Progress(Instant since, StageName stage, Instant stageSince, boolean stageEnded) {
    /** As its stages say. */
    public static Progress of(Instant since, List<StageResult> stages) {
        return stages.stream()
                .filter(stage -> stage.startTime() != null)
                .max(Comparator.comparing(StageResult::name))
                .map(
                        last ->
                                new Progress(
                                        since,
                                        last.name(),
                                        last.startTime(),
                                        last.status() != StageStatus.RUNNING))
                .orElseGet(() -> new Progress(since, null, null, false));
    }
}
