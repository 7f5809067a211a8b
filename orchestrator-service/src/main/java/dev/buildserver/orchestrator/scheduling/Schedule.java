package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.build.Requirements;
import dev.buildserver.orchestrator.agents.Fleet;
import dev.buildserver.orchestrator.agents.PoolLoad;
import dev.buildserver.orchestrator.queue.TaskIndex;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.requirement.RequirementClasses;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Says when a waiting build is likely to start, how long it is likely to take, and why it waits.
 */
@ApplicationScoped
public class Schedule {
    private final Durations durations;
    private final Outlooks outlooks;
    private final Fleet fleet;
    private final RequirementClasses classes;
    private final TaskIndex index;
    private final InstantSource clock;

    Schedule(
            Durations durations,
            Outlooks outlooks,
            Fleet fleet,
            RequirementClasses classes,
            TaskIndex index,
            InstantSource clock) {
        this.durations = durations;
        this.outlooks = outlooks;
        this.fleet = fleet;
        this.classes = classes;
        this.index = index;
        this.clock = clock;
    }

    /**
     * A build that waits.
     *
     * @param priority 0 to 3, the highest first
     * @param requirementClass of what it requires
     * @param notBefore when a retry may begin; in the past otherwise
     */
    public record WaitingBuild(
            TaskKey task,
            BuildKind kind,
            String pool,
            int priority,
            String requirementClass,
            Instant notBefore) {}

    /**
     * A forecast of a waiting build.
     *
     * @param position 1 = next; 0 when it no longer waits
     * @param start where no agent is there, as if one came now
     * @param waitingReason one sentence for people
     */
    public record Forecast(int position, Instant start, String waitingReason) {}

    /** How long a build of the kind is likely to take in a pool, in whole seconds. */
    public Duration duration(BuildKind kind, String pool) {
        return shown(durations.of(kind, pool).whole().mean());
    }

    /**
     * How long a build is likely to take in all: what it took so far, and what is left.
     *
     * @param begun when its first attempt did
     * @param running how far its attempt is
     */
    public Duration duration(BuildKind kind, String pool, Instant begun, Progress running) {
        Instant now = clock.instant();
        double rest = durations.of(kind, pool).rest(running, now);
        return shown(Duration.between(begun, now).toMillis() / 1e3 + rest);
    }

    /** Forecasts a build that waits. */
    public Forecast forecast(WaitingBuild waiting) {
        Requirements required = classes.of(waiting.requirementClass());
        PoolLoad load = fleet.load(waiting.pool()).serving(required);
        int position = (int) index.position(waiting.pool(), waiting.task()).orElse(0);
        Instant now = clock.instant();
        Instant start = position == 0 ? now : start(waiting, position, now);
        Instant notBefore = waiting.notBefore();
        return new Forecast(
                position,
                notBefore.isAfter(start) ? notBefore : start,
                waitingReason(waiting.pool(), required, load, position, now, notBefore));
    }

    private Instant start(WaitingBuild waiting, int position, Instant now) {
        Outlooks.Timed timed = outlooks.of(waiting.pool(), waiting.requirementClass());
        double seconds =
                timed.outlook().start(waiting.task(), waiting.kind(), waiting.priority(), position);
        Instant start = timed.from().plusMillis((long) (seconds * 1e3));
        return start.isBefore(now) ? now : start;
    }

    private static Duration shown(double seconds) {
        return Duration.ofSeconds(Math.max(1, Math.round(seconds)));
    }

    private static String waitingReason(
            String pool,
            Requirements required,
            PoolLoad load,
            int position,
            Instant now,
            Instant notBefore) {
        if (notBefore.isAfter(now)) {
            long seconds = Duration.between(now, notBefore).plusMillis(999).toSeconds();
            return "It is tried again in " + seconds + " s";
        }
        String agents = "pool " + pool + (required.areNone() ? "" : " with " + required.inWords());
        if (load.agents() == 0) {
            return required.areNone()
                    ? "No agent of " + agents + " is connected"
                    : "Waiting for an agent with " + required.inWords() + " in pool " + pool;
        }
        if (load.accepting() == 0) {
            return "No agent of " + agents + " takes work at the moment";
        }
        if (load.running() >= load.slots()) {
            return position > 1
                    ? "All agents of " + agents + " are busy; " + (position - 1) + " before it"
                    : "All agents of " + agents + " are busy";
        }
        return "It is about to start";
    }
}
