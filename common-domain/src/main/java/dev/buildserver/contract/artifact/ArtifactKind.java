package dev.buildserver.contract.artifact;

/** What an artifact is. */
public enum ArtifactKind {
    /** {@code .nupkg} or {@code .snupkg}. */
    PACKAGE("Package"),
    /** Zip of a published app. */
    APPLICATION("Application"),
    /** Primary output of a project. */
    ASSEMBLY("Assembly"),
    /** TRX file. */
    TEST_RESULT("TestResult"),
    COVERAGE("Coverage"),
    /** A list of what the build made. */
    MANIFEST("Manifest");

    private final String wireName;

    ArtifactKind(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
