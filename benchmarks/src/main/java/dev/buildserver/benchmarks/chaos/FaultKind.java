package dev.buildserver.benchmarks.chaos;

/** What goes wrong, how often beside the others, and for how long. */
enum FaultKind {
    ORCHESTRATOR_KILLED(Group.SERVICE, 3, 0, 0),
    /** From a blink to longer than sessions live. */
    ORCHESTRATOR_STOPPED(Group.SERVICE, 3, 1_000, 15_000),
    GATEWAY_KILLED(Group.SERVICE, 2, 0, 0),
    ARTIFACT_SERVICE_KILLED(Group.SERVICE, 2, 0, 0),
    POSTGRES_KILLED(Group.SERVICE, 2, 0, 0),
    POSTGRES_RESTARTED(Group.SERVICE, 2, 0, 0),
    REDIS_KILLED(Group.SERVICE, 2, 0, 0),
    REDIS_STOPPED(Group.SERVICE, 1, 1_000, 10_000),
    REDIS_FLUSHED(Group.SERVICE, 4, 0, 0),
    S3_AWAY(Group.SERVICE, 2, 2_000, 30_000),

    AGENT_DIED(Group.AGENT, 4, 1_000, 20_000),
    AGENT_LEFT(Group.AGENT, 3, 500, 5_000),
    AGENT_FROZEN(Group.AGENT, 4, 1_000, 20_000),
    AGENT_CUT_OFF(Group.AGENT, 4, 1_000, 20_000),
    BUILD_CANCELLED(Group.AGENT, 6, 0, 0),
    CALL(Group.AGENT, 40, 0, 0);

    private final Group group;
    private final int weight;
    private final long leastMillis;
    private final long mostMillis;

    FaultKind(Group group, int weight, long leastMillis, long mostMillis) {
        this.group = group;
        this.weight = weight;
        this.leastMillis = leastMillis;
        this.mostMillis = mostMillis;
    }

    /** Who suffers. */
    enum Group {
        /** A service or store: all work is hit, and it needs time to come back. */
        SERVICE,
        /** One agent, client or call. */
        AGENT
    }

    Group group() {
        return group;
    }

    int weight() {
        return weight;
    }

    /** Shortest duration; 0 with {@link #mostMillis} 0 = it has none. */
    long leastMillis() {
        return leastMillis;
    }

    long mostMillis() {
        return mostMillis;
    }
}
