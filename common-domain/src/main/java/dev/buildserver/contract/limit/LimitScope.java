package dev.buildserver.contract.limit;

/** Whose builds a limit counts. */
public enum LimitScope {
    PROJECT("Project"),
    TENANT("Tenant");

    private final String wireName;

    LimitScope(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
