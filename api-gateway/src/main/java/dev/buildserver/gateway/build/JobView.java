package dev.buildserver.gateway.build;

import dev.buildserver.contract.build.BuildJob;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was asked for.
 *
 * @param environment names; the values are masked, for people put secrets there
 * @param requirements absent where any agent will do
 */
public record JobView(
        String repositoryUrl,
        String gitRef,
        String solutionPath,
        String targetFramework,
        String platform,
        String runtimeIdentifier,
        Map<String, String> buildProperties,
        boolean runTests,
        boolean createPackages,
        boolean publishArtifacts,
        int timeoutMinutes,
        Map<String, String> metadata,
        Map<String, String> environment,
        String testFilter,
        boolean fullHistory,
        RequirementsView requirements,
        boolean supersede,
        Integer queueTimeoutMinutes,
        boolean outputManifest) {
    private static final String MASK = "***REDACTED***";

    static JobView of(BuildJob job) {
        Map<String, String> environment = new TreeMap<>(job.environment());
        environment.replaceAll((name, value) -> MASK);
        return new JobView(
                job.repositoryUrl(),
                job.gitRef(),
                job.solutionPath(),
                job.targetFramework(),
                job.platform(),
                job.runtimeIdentifier(),
                new TreeMap<>(job.buildProperties()),
                job.runTests(),
                job.createPackages(),
                job.publishArtifacts(),
                job.timeoutMinutes(),
                new TreeMap<>(job.metadata()),
                environment,
                job.testFilter(),
                job.fullHistory(),
                RequirementsView.of(job.requirements()),
                job.supersede(),
                job.queueTimeoutMinutes(),
                job.outputManifest());
    }
}
