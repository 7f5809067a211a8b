package dev.buildserver.orchestrator.queue;

/** The index is out of reach; PostgreSQL has everything that was in it. */
public final class IndexUnavailableException extends RuntimeException {
    public IndexUnavailableException(Throwable cause) {
        this(cause.getMessage(), cause);
    }

    public IndexUnavailableException(String reason, Throwable cause) {
        super("the index of ready tasks is out of reach: " + reason, cause);
    }
}
