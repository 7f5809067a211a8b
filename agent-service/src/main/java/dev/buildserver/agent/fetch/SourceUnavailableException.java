package dev.buildserver.agent.fetch;

/** The source can't be had, and another agent would fare no better. The message is for the user. */
public final class SourceUnavailableException extends Exception {
    SourceUnavailableException(String message) {
        super(message);
    }

    SourceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
