package dev.buildserver.embedded;

/** A store could not be started; the message says why, for people. */
public final class StoreStartException extends RuntimeException {
    public StoreStartException(String message) {
        super(message);
    }

    public StoreStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
