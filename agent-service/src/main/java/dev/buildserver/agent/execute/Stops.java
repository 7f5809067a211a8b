package dev.buildserver.agent.execute;

import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.FailureReason;

/** What each reason to stop means for the attempt's outcome. */
final class Stops {
    private Stops() {}

    static AttemptEnded ended(StopSignal.Reason reason, int timeoutMinutes) {
        return switch (reason) {
            case CANCELLED -> AttemptEnded.stopped(Outcome.CANCELLED, null, "Cancelled");
            case TIMEOUT ->
                    AttemptEnded.stopped(
                            Outcome.TIMEOUT,
                            FailureReason.TIMEOUT,
                            "The build ran longer than its time-out of " + timeoutMinutes + " min");
            case REVOKED ->
                    AttemptEnded.stopped(
                            Outcome.CANCELLED, null, "The attempt was taken from this agent");
            case SHUTDOWN ->
                    AttemptEnded.stopped(Outcome.RETURNED, null, "The agent is shutting down");
        };
    }
}
