package dev.buildserver.artifact.catalog;

import java.util.UUID;

/** Whose attempt it is, as its lease token says. */
public record AttemptOwner(UUID attemptUid, UUID buildId, String tenant) {}
