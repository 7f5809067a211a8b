package dev.buildserver.artifact.catalog;

/** Where an attempt's set of artifacts is in its life. */
public enum AttemptState {
    /** Takes uploads. */
    STAGED,
    /** Frozen; its manifest is known. */
    SEALED,
    /** Frozen and accepted by its build. */
    PUBLISHED,
    /** Gone; what is left of it refuses late uploads. */
    DELETED
}
