package dev.buildserver.domain.task;

import java.time.Instant;
import java.util.UUID;

/** An attempt at a task: it runs under its lease, and ends once. */
public sealed interface AttemptState {
    /** The fence: whoever acts for the attempt must name it. */
    UUID uid();

    /** What the history of attempts says. */
    enum Kind {
        RUNNING,
        /** Its result is the task's. */
        ACCEPTED,
        INFRA,
        LOST,
        RETURNED,
        UNDELIVERED,
        CANCELLED,
        TIMEOUT;

        /**
         * How an end is recorded.
         *
         * @param accepted false for a result that came after a cancel: it is not accepted
         */
        public static Kind ended(AttemptOutcome outcome, boolean accepted) {
            if (accepted) {
                return ACCEPTED;
            }
            return outcome.isResult() ? CANCELLED : valueOf(outcome.name());
        }
    }

    Kind kind();

    /**
     * Held by a session for as long as the session lives.
     *
     * @param number from 1, for people
     * @param deadline after it the server ends the attempt
     */
    record Running(UUID uid, int number, UUID session, Instant since, Instant deadline)
            implements AttemptState {
        @Override
        public Kind kind() {
            return Kind.RUNNING;
        }

        /** The one transition. */
        public Ended toEnded(AttemptOutcome outcome, boolean accepted) {
            return new Ended(uid, Kind.ended(outcome, accepted));
        }
    }

    /** Never changes. */
    record Ended(UUID uid, Kind kind) implements AttemptState {}
}
