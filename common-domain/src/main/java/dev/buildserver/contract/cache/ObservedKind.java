package dev.buildserver.contract.cache;

/** How an action looked at a path. */
public enum ObservedKind {
    /** Read, stat, access, exec or readlink. */
    CONTENT("c"),
    /** A listing of a folder. */
    LISTING("d"),
    /** The same, whatever source files there are. */
    LISTING_BUT_SOURCES("o");

    private final String wireName;

    ObservedKind(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
