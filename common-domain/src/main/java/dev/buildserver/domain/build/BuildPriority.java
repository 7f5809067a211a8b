package dev.buildserver.domain.build;

/** Order of queued builds: a higher priority is served first. Declared from low to high. */
public enum BuildPriority {
    LOW("Low"),
    NORMAL("Normal"),
    HIGH("High"),
    CRITICAL("Critical");

    private final String wireName;

    BuildPriority(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
