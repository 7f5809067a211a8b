package dev.buildserver.agent.cached.remote;

import java.io.IOException;

/** The cache service does not take a request, and would not take it another time either. */
public final class CacheRefusedException extends IOException {
    /**
     * @param message what it said, for people
     */
    public CacheRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
