package dev.buildserver.orchestrator.queue;

/** The index is out of reach; PostgreSQL has everything that was in it. */
public final class IndexUnavailableException extends RuntimeException {
    public IndexUnavailableException(Throwable cause) {
        super("the index of ready tasks is out of reach: " + cause.getMessage(), cause);
    }
}
