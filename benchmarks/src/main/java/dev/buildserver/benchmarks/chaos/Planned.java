package dev.buildserver.benchmarks.chaos;

import dev.buildserver.benchmarks.load.Trick;

/**
 * A fault that is to come.
 *
 * @param atMillis since the beginning
 * @param victim number of the agent or replica, from 0
 * @param millis for how long; 0 = of itself
 * @param trick of a fault {@code CALL}; else null
 */
record Planned(long atMillis, FaultKind kind, int victim, long millis, Trick trick) {
    /** What the report counts. */
    String name() {
        return kind == FaultKind.CALL ? trick.name() : kind.name();
    }

    @Override
    public String toString() {
        return String.format(
                "%8.3f s  %-24s victim %d%s",
                atMillis / 1e3, name(), victim, millis == 0 ? "" : " for " + millis + " ms");
    }
}
