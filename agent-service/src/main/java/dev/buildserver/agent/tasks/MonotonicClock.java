package dev.buildserver.agent.tasks;

/** A clock that never jumps, for durations. Its zero means nothing. */
@FunctionalInterface
public interface MonotonicClock {
    /** Nanoseconds since some fixed moment. */
    long nanos();
}
