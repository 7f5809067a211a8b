package dev.buildserver.agent.cached.describe;

import java.io.IOException;

/** A solution is such that the cache can have no part in its build. */
public final class UnfitSolutionException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnfitSolutionException(String why) {
        super(why);
    }
}
