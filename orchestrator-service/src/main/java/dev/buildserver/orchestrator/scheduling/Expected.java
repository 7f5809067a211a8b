package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.domain.build.StageName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What to expect of builds of a kind.
 *
 * @param whole for which an attempt holds its slot
 * @param stages in their order; empty where none are known
 */
public record Expected(Typical whole, List<Typical> stages) {
    /** Where nothing of the kind was ever built. */
    public static final Duration UNKNOWN_DURATION = Duration.ofMinutes(5);

    static final Expected NOTHING =
            new Expected(
                    new Typical(UNKNOWN_DURATION.toSeconds(), UNKNOWN_DURATION.toSeconds() / 2.0),
                    List.of());

    public Expected {
        stages = List.copyOf(stages);
    }

    /**
     * Of builds, newest first.
     *
     * @throws IllegalArgumentException without builds
     */
    public static Expected of(List<BuildTimes> newestFirst) {
        List<Typical> stages = new ArrayList<>();
        for (StageName stage : StageName.values()) {
            stages.add(
                    Typical.of(
                            newestFirst.stream()
                                    .map(build -> build.stages().get(stage.ordinal()))
                                    .toList()));
        }
        return new Expected(
                Typical.of(newestFirst.stream().map(BuildTimes::whole).toList()),
                stages.stream().anyMatch(stage -> stage.mean() > 0) ? stages : List.of());
    }

    /** Seconds that a running attempt still needs; more than 0. */
    public double rest(Progress progress, Instant now) {
        if (progress.stage() == null || stages.isEmpty()) {
            return whole.rest(seconds(progress.since(), now));
        }
        int stage = progress.stage().ordinal();
        double rest =
                progress.stageEnded()
                        ? 0
                        : stages.get(stage).rest(seconds(progress.stageSince(), now));
        for (Typical later : stages.subList(stage + 1, stages.size())) {
            rest += later.mean();
        }
        return rest;
    }

    private static double seconds(Instant from, Instant to) {
        // Another clock may be ahead of this one.
        return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
    }
}
