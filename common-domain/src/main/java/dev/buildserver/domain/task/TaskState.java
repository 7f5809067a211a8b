package dev.buildserver.domain.task;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The state of a task. Each record has only its legal transitions, named {@code toX}, so an illegal
 * one does not compile. What decides in the end is the task's row; a test holds the two together.
 */
public sealed interface TaskState {
    TaskStatus kind();

    TaskHistory history();

    /** The state once the task's build is cancelled, or has failed by another task. */
    TaskState cancelRequested(Instant now);

    /**
     * Waits for other tasks.
     *
     * @param unresolved predecessors that have not succeeded, at least 1
     */
    record Blocked(TaskHistory history, int unresolved) implements TaskState {
        @Override
        public TaskStatus kind() {
            return TaskStatus.BLOCKED;
        }

        /** After a predecessor has succeeded. */
        public TaskState resolved(Instant now) {
            return unresolved == 1 ? toReady(now) : toBlocked();
        }

        public Blocked toBlocked() {
            return new Blocked(history.changed(), unresolved - 1);
        }

        public Ready toReady(Instant now) {
            return new Ready(history.changed(), now, now);
        }

        public Cancelled toCancelled() {
            return new Cancelled(history.changed());
        }

        @Override
        public Cancelled cancelRequested(Instant now) {
            return toCancelled();
        }
    }

    /**
     * Waits for an agent.
     *
     * @param since when it became ready
     * @param notBefore end of the back-off
     */
    record Ready(TaskHistory history, Instant since, Instant notBefore) implements TaskState {
        @Override
        public TaskStatus kind() {
            return TaskStatus.READY;
        }

        /**
         * Whether the agent may have it now: an exclusion is a preference, which ends with time.
         */
        public boolean mayGoTo(String agent, Instant now, Duration exclusion) {
            return !now.isBefore(notBefore)
                    && (!history.excluded().contains(agent)
                            || since.isBefore(now.minus(exclusion)));
        }

        public Leased toLeased(UUID attempt, UUID session, Instant now, Instant deadline) {
            TaskHistory begun = history.begun();
            return new Leased(
                    begun,
                    new AttemptState.Running(attempt, begun.attempts(), session, now, deadline));
        }

        /** When every agent there is has failed on it, all may try again. */
        public Ready toReady() {
            return new Ready(history.withoutExclusions(), since, notBefore);
        }

        public Cancelled toCancelled() {
            return new Cancelled(history.changed());
        }

        @Override
        public Cancelled cancelRequested(Instant now) {
            return toCancelled();
        }
    }

    /** With a session that is at it. */
    sealed interface Held extends TaskState permits Leased, Stopping {
        AttemptState.Running attempt();

        /** What the end of the attempt is taken as. */
        AttemptOutcome takenAs(AttemptOutcome outcome);

        /**
         * The end of the attempt, whatever the cause.
         *
         * @param backOff pause before a retry
         */
        TaskState end(AttemptOutcome outcome, String agent, Instant now, Duration backOff);
    }

    /** An agent is at it. */
    record Leased(TaskHistory history, AttemptState.Running attempt) implements Held {
        @Override
        public TaskStatus kind() {
            return TaskStatus.LEASED;
        }

        @Override
        public AttemptOutcome takenAs(AttemptOutcome outcome) {
            return history.takenAs(outcome, false);
        }

        @Override
        public TaskState end(AttemptOutcome outcome, String agent, Instant now, Duration backOff) {
            AttemptOutcome taken = takenAs(outcome);
            TaskHistory after = history.ended(taken, agent);
            return switch (taken) {
                case SUCCEEDED -> toSucceeded(after);
                case FAILED -> toFailed(after, attempt.uid());
                case TIMEOUT -> toFailed(after, null);
                case RETURNED, UNDELIVERED -> toReady(after, now, Duration.ZERO);
                case INFRA, LOST, CANCELLED ->
                        after.failures() >= after.maxFailures()
                                ? toFailed(after, null)
                                : toReady(after, now, backOff);
            };
        }

        public Ready toReady(TaskHistory after, Instant now, Duration pause) {
            return new Ready(after, now, now.plus(pause));
        }

        public Succeeded toSucceeded(TaskHistory after) {
            return new Succeeded(after, attempt.uid());
        }

        public Failed toFailed(TaskHistory after, UUID accepted) {
            return new Failed(after, accepted);
        }

        public Stopping toStopping(Instant now) {
            return new Stopping(history.changed(), attempt, now);
        }

        @Override
        public Stopping cancelRequested(Instant now) {
            return toStopping(now);
        }
    }

    /** An agent is at it, and shall stop: whatever it says now, the task is cancelled. */
    record Stopping(TaskHistory history, AttemptState.Running attempt, Instant requested)
            implements Held {
        @Override
        public TaskStatus kind() {
            return TaskStatus.LEASED;
        }

        @Override
        public AttemptOutcome takenAs(AttemptOutcome outcome) {
            return history.takenAs(outcome, true);
        }

        @Override
        public Cancelled end(AttemptOutcome outcome, String agent, Instant now, Duration backOff) {
            return toCancelled(outcome, agent);
        }

        public Cancelled toCancelled(AttemptOutcome outcome, String agent) {
            return new Cancelled(history.ended(takenAs(outcome), agent));
        }

        /** Asked again: there is no more time for it than before. */
        public Stopping toStopping() {
            return new Stopping(history.changed(), attempt, requested);
        }

        @Override
        public Stopping cancelRequested(Instant now) {
            return toStopping();
        }
    }

    /**
     * Ended well.
     *
     * @param accepted the attempt whose result counts
     */
    record Succeeded(TaskHistory history, UUID accepted) implements TaskState {
        @Override
        public TaskStatus kind() {
            return TaskStatus.SUCCEEDED;
        }

        @Override
        public Succeeded cancelRequested(Instant now) {
            return this;
        }
    }

    /**
     * Ended badly.
     *
     * @param accepted the attempt whose result says so; null when there is no result
     */
    record Failed(TaskHistory history, UUID accepted) implements TaskState {
        @Override
        public TaskStatus kind() {
            return TaskStatus.FAILED;
        }

        @Override
        public Failed cancelRequested(Instant now) {
            return this;
        }
    }

    /** Nothing of it counts. */
    record Cancelled(TaskHistory history) implements TaskState {
        @Override
        public TaskStatus kind() {
            return TaskStatus.CANCELLED;
        }

        @Override
        public Cancelled cancelRequested(Instant now) {
            return this;
        }
    }
}
