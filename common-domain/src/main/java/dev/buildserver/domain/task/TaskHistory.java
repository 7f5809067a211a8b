package dev.buildserver.domain.task;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a task carries from state to state.
 *
 * @param version counts changes
 * @param attempts that were begun
 * @param failures attempts that infrastructure cost
 * @param maxFailures with so many failures the task fails
 * @param handbacks attempts that were handed back
 * @param excluded agents on which it failed
 */
public record TaskHistory(
        int version,
        int attempts,
        int failures,
        int maxFailures,
        int handbacks,
        List<String> excluded) {
    /** So many hand-backs are a failure of infrastructure: a task must not go round for ever. */
    public static final int MAX_HANDBACKS = 20;

    public TaskHistory {
        excluded = List.copyOf(excluded);
    }

    /** After a change that only the version tells of. */
    public TaskHistory changed() {
        return new TaskHistory(version + 1, attempts, failures, maxFailures, handbacks, excluded);
    }

    TaskHistory begun() {
        return new TaskHistory(
                version + 1, attempts + 1, failures, maxFailures, handbacks, excluded);
    }

    TaskHistory withoutExclusions() {
        return new TaskHistory(version + 1, attempts, failures, maxFailures, handbacks, List.of());
    }

    /** What an end is taken as: a cancel that nobody asked for is a failure of infrastructure. */
    AttemptOutcome takenAs(AttemptOutcome outcome, boolean cancelRequested) {
        boolean unasked = outcome == AttemptOutcome.CANCELLED && !cancelRequested;
        boolean onceTooOften = outcome.isHandBack() && handbacks + 1 >= MAX_HANDBACKS;
        return unasked || onceTooOften ? AttemptOutcome.INFRA : outcome;
    }

    /** After an attempt on the agent that ended as this. */
    TaskHistory ended(AttemptOutcome taken, String agent) {
        boolean failure = taken.isInfrastructure();
        return new TaskHistory(
                version + 1,
                attempts,
                failures + (failure ? 1 : 0),
                maxFailures,
                handbacks + (taken.isHandBack() ? 1 : 0),
                failure && !excluded.contains(agent)
                        ? Stream.concat(excluded.stream(), Stream.of(agent)).toList()
                        : excluded);
    }
}
