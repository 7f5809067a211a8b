package dev.buildserver.contract.cache;

/** What kind of work an entry saves. */
public enum ActionKind {
    /** Evaluation and restore of an entry file: items, imports, restore's files. */
    DESCRIPTION("Description"),
    /** The build of one project. */
    PROJECT("Project"),
    PUBLISH("Publish"),
    PACK("Pack"),
    /** One run of a test project that passed. */
    TEST("Test"),
    /** A whole build: its result record. */
    BUILD("Build");

    private final String wireName;

    ActionKind(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
