package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.build.BuildJob;

/**
 * Builds that are likely to take equally long.
 *
 * @param strategy as on the wire
 * @param variant what else of the job matters for its duration
 */
public record BuildKind(String tenant, String project, String strategy, String variant) {
    /** The kind of a job. */
    public static BuildKind of(String tenant, BuildJob job, String strategy) {
        return new BuildKind(
                tenant,
                job.projectName(),
                strategy,
                variant(
                        job.solutionPath(),
                        job.configuration(),
                        job.runTests(),
                        job.createPackages()));
    }

    /** For people and for comparison; nothing is read from it again. */
    public static String variant(
            String solutionPath, String configuration, boolean tests, boolean packages) {
        return solutionPath
                + " "
                + configuration
                + (tests ? " tests" : "")
                + (packages ? " packages" : "");
    }
}
