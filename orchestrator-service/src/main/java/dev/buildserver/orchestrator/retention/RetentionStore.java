package dev.buildserver.orchestrator.retention;

import java.time.Duration;
import java.time.Instant;

/** Removes old rows, a few with each call, so that nothing is locked for long. */
public interface RetentionStore {
    /**
     * Removes the oldest of the builds that ended longer ago than that, with their tasks, attempts
     * and index of the log, and orders the removal of their artifacts.
     *
     * @param most builds to remove
     * @return how many were removed
     */
    int removeBuilds(Duration age, int most);

    /**
     * Removes sessions that ended longer ago than that and were not their agent's last.
     *
     * @return how many were removed
     */
    int removeSessions(Duration age, int most);

    /**
     * Removes agents whose last session ended longer ago than that, with their sessions. An agent
     * that an operator keeps out of service stays.
     *
     * @return how many were removed
     */
    int removeAgents(Duration age, int most);

    /** When the oldest build was submitted that is there and has, or may have had, a log. */
    Instant oldestBuild();
}
