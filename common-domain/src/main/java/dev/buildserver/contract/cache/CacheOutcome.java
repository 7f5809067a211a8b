package dev.buildserver.contract.cache;

/** What the cache did for a project. */
public enum CacheOutcome {
    /** Its outputs were made before. */
    HIT("Hit"),
    /** It was built; the next build with the same inputs will find its outputs. */
    MISS("Miss"),
    /** It was built, and its outputs can't be kept. */
    UNCACHEABLE("Uncacheable"),
    /** It could not be built. */
    FAILED("Failed"),
    /** A project to which it refers could not be built. */
    LEFT_OUT("LeftOut");

    private final String wireName;

    CacheOutcome(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
