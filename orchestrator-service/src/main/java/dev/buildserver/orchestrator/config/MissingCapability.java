package dev.buildserver.orchestrator.config;

/** What becomes of a build that no connected agent of its pool can build. */
public enum MissingCapability {
    /** It waits: an agent that can may come. */
    WAIT,
    /** It is refused, or fails, at once. */
    FAIL
}
