package dev.buildserver.domain.build;

/** The stages of an attempt, in the order in which they run. */
public enum StageName {
    CLONE("Clone", "Cloning"),
    RESTORE("Restore", "Restoring"),
    BUILD("Build", "Building"),
    TEST("Test", "Testing"),
    PACKAGE("Package", "Packaging"),
    UPLOAD("Upload", "Uploading");

    private final String wireName;
    private final String gerund;

    StageName(String wireName, String gerund) {
        this.wireName = wireName;
        this.gerund = gerund;
    }

    /** What a build is doing while this stage runs, such as {@code Testing}. */
    public String gerund() {
        return gerund;
    }

    /** The name on the wire, such as {@code Test}. */
    @Override
    public String toString() {
        return wireName;
    }
}
