package dev.buildserver.orchestrator.lifecycle;

import java.util.UUID;

/** Event: something about a build that its readers see has changed, and is committed. */
public record BuildChanged(UUID buildId) {}
