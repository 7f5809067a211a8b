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
    /** Of a project that was never built with the strategy. */
    public static final Duration UNKNOWN_DURATION = Duration.ofMinutes(5);

    private final Forecasts forecasts;
    private final Fleet fleet;
    private final RequirementClasses classes;
    private final TaskIndex index;
    private final InstantSource clock;

    Schedule(
            Forecasts forecasts,
            Fleet fleet,
            RequirementClasses classes,
            TaskIndex index,
            InstantSource clock) {
        this.forecasts = forecasts;
        this.fleet = fleet;
        this.classes = classes;
        this.index = index;
        this.clock = clock;
    }

    /**
     * A forecast of a waiting build.
     *
     * @param position 1 = next; 0 when it no longer waits
     * @param waitingReason one sentence for people
     */
    public record Forecast(int position, Instant start, Duration duration, String waitingReason) {}

    /** How long a build of the project is likely to take, in whole seconds. */
    public Duration duration(String tenant, String project, String strategy) {
        return forecasts
                .meanDuration(tenant, project, strategy)
                .map(mean -> Duration.ofSeconds(Math.max(1, mean.toSeconds())))
                .orElse(UNKNOWN_DURATION);
    }

    /**
     * Forecasts a build that waits.
     *
     * @param classId of what it requires
     * @param duration of builds like it
     * @param notBefore when a retry may begin; in the past otherwise
     */
    public Forecast forecast(
            TaskKey task, String pool, String classId, Duration duration, Instant notBefore) {
        Requirements required = classes.of(classId);
        PoolLoad load = fleet.load(pool).serving(required);
        int position = (int) index.position(pool, task).orElse(0);
        Instant now = clock.instant();
        int free = Math.max(0, load.slots() - load.running());
        int before = Math.max(0, position - free);
        // Each round of the pool's slots takes about as long as this build.
        int rounds =
                position == 0
                        ? 0
                        : (before + Math.max(1, load.slots()) - 1) / Math.max(1, load.slots());
        Instant start = now.plus(duration.multipliedBy(rounds));
        return new Forecast(
                position,
                notBefore != null && notBefore.isAfter(start) ? notBefore : start,
                duration,
                waitingReason(pool, required, load, position, now, notBefore));
    }

    private static String waitingReason(
            String pool,
            Requirements required,
            PoolLoad load,
            int position,
            Instant now,
            Instant notBefore) {
        if (notBefore != null && notBefore.isAfter(now)) {
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
