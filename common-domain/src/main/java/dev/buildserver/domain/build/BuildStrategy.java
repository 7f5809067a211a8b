package dev.buildserver.domain.build;

/**
 * How a build is carried out. Which of them a server offers is its own decision; an unknown or
 * unavailable one is refused, never replaced.
 */
public enum BuildStrategy {
    /** A warm workspace is reused; only what changed is built. */
    INCREMENTAL("Incremental"),
    /** A fresh clone, nothing reused. */
    CLEAN("Clean"),
    /** Projects are spread over several agents. */
    DISTRIBUTED("Distributed"),
    /** Outputs of unchanged projects come from the cache. */
    CACHED("Cached"),
    /** One agent first, then all others, outputs compared. */
    CANARY("Canary");

    private final String wireName;

    BuildStrategy(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
