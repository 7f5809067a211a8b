package dev.buildserver.artifact.catalog;

import java.util.Optional;
import java.util.UUID;

/** Names of artifacts' contents in the object storage: {@code artifacts/{attempt}/{artifact}}. */
public final class ObjectKeys {
    /** Of all artifacts. */
    public static final String PREFIX = "artifacts/";

    private ObjectKeys() {}

    public static String of(UUID attemptUid, UUID artifactId) {
        return ofAttempt(attemptUid) + artifactId;
    }

    /** The prefix of an attempt's contents. */
    public static String ofAttempt(UUID attemptUid) {
        return PREFIX + attemptUid + "/";
    }

    /** The artifact that a key names; empty for a key that this class did not make. */
    public static Optional<UUID> artifactId(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(parts[2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
