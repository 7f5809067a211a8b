package dev.buildserver.domain.agent;

/** The platform that the agents of a pool offer. */
public enum TargetType {
    LINUX("Linux"),
    WINDOWS("Windows"),
    MACOS("MacOS"),
    DOCKER("Docker");

    private final String wireName;

    TargetType(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
