package dev.buildserver.agent.publish;

/** The outputs can't be stored for a reason that is not the user's. */
public final class PublishFailedException extends Exception {
    PublishFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
