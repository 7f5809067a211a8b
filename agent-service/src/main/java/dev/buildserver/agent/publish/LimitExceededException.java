package dev.buildserver.agent.publish;

/** The outputs are more than may be stored. The message is for the user. */
public final class LimitExceededException extends Exception {
    LimitExceededException(String message) {
        super(message);
    }
}
