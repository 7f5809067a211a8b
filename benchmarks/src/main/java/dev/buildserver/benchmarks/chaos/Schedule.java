package dev.buildserver.benchmarks.chaos;

import dev.buildserver.benchmarks.load.Trick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The faults of a run: the same seed, agents and replicas make the same ones at the same times. */
public final class Schedule {
    private static final long LEAST_PAUSE_MILLIS = 300;
    private static final long MOST_PAUSE_MILLIS = 1_100;
    // A service that is killed again before it is ready only makes the run a longer outage.
    private static final long LEAST_SERVICE_PAUSE_MILLIS = 6_000;
    private static final long MOST_SERVICE_PAUSE_MILLIS = 16_000;

    private final Random random;
    private final int agents;
    private final int replicas;

    private Schedule(long seed, int agents, int replicas) {
        this.random = new Random(seed);
        this.agents = agents;
        this.replicas = replicas;
    }

    /** In the order of their times. */
    static List<Planned> of(long seed, Duration time, int agents, int replicas) {
        return new Schedule(seed, agents, replicas).plan(time.toMillis());
    }

    private List<Planned> plan(long millis) {
        List<Planned> faults = new ArrayList<>();
        long nextService = pause(LEAST_SERVICE_PAUSE_MILLIS, MOST_SERVICE_PAUSE_MILLIS) / 2;
        for (long at = pause(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
                at < millis;
                at += pause(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS)) {
            if (at >= nextService) {
                faults.add(fault(at, FaultKind.Group.SERVICE));
                nextService = at + pause(LEAST_SERVICE_PAUSE_MILLIS, MOST_SERVICE_PAUSE_MILLIS);
            } else {
                faults.add(fault(at, FaultKind.Group.AGENT));
            }
        }
        return faults;
    }

    private Planned fault(long at, FaultKind.Group group) {
        FaultKind kind = kind(group);
        int victims = group == FaultKind.Group.SERVICE ? replicas : agents;
        long millis = kind.mostMillis() == 0 ? 0 : pause(kind.leastMillis(), kind.mostMillis());
        Trick trick =
                kind == FaultKind.CALL
                        ? Trick.values()[random.nextInt(Trick.values().length)]
                        : null;
        return new Planned(at, kind, random.nextInt(victims), millis, trick);
    }

    private FaultKind kind(FaultKind.Group group) {
        List<FaultKind> kinds =
                Arrays.stream(FaultKind.values()).filter(kind -> kind.group() == group).toList();
        int number = random.nextInt(kinds.stream().mapToInt(FaultKind::weight).sum());
        for (FaultKind kind : kinds) {
            number -= kind.weight();
            if (number < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights of " + group);
    }

    private long pause(long least, long most) {
        return least + (long) (random.nextDouble() * (most - least));
    }
}
