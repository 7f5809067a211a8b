package dev.buildserver.benchmarks.audit;

import java.util.Map;
import java.util.UUID;

/**
 * What is in the database of the builds of one run.
 *
 * @param builds by idempotency key
 * @param attempts ended ones and those under way, by their id
 */
public record Stored(Map<String, Build> builds, Map<UUID, Attempt> attempts) {
    /**
     * A build.
     *
     * @param status as stored, such as {@code OPEN}
     */
    public record Build(UUID buildId, String status) {}

    /**
     * An attempt.
     *
     * @param endedAs such as {@code ACCEPTED}; null while it is under way
     * @param taskStatus what its end made of the task; null while it is under way
     * @param lines log lines stored
     */
    public record Attempt(UUID buildId, String endedAs, String taskStatus, long lines) {
        boolean isAccepted() {
            return "ACCEPTED".equals(endedAs);
        }
    }
}
