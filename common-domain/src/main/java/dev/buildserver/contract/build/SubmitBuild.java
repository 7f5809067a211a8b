package dev.buildserver.contract.build;

import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;

/**
 * A request for a build, validated and completed by the gateway.
 *
 * @param targetPool name of a pool, in any case
 * @param strategy null lets the server choose
 * @param forceClean forces strategy Clean
 */
public record SubmitBuild(
        BuildJob job,
        String targetPool,
        BuildStrategy strategy,
        BuildPriority priority,
        boolean forceClean,
        String requesterEmail) {}
