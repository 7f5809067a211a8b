package dev.buildserver.contract.cache;

import java.util.Map;

/**
 * The quarantines of a project of the server, by project file, as agents have to heed them.
 *
 * @param reasons why a project file is quarantined, for people; what is built on it is, too
 * @param epochs of project files whose quarantine was lifted: part of their keys, and of the keys
 *     of what is built on them, so that nothing of before is found again
 */
public record ProjectQuarantine(Map<String, String> reasons, Map<String, String> epochs) {
    /** None. */
    public static final ProjectQuarantine NONE = new ProjectQuarantine(Map.of(), Map.of());

    public ProjectQuarantine {
        reasons = reasons == null ? Map.of() : Map.copyOf(reasons);
        epochs = epochs == null ? Map.of() : Map.copyOf(epochs);
    }
}
