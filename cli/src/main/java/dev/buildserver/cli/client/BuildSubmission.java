package dev.buildserver.cli.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import java.util.List;
import java.util.Map;

/**
 * A request for a build. What is null is not sent, and the server's default holds.
 *
 * @param targetPool name of a pool, in any case
 * @param strategy null lets the server choose
 */
public record BuildSubmission(
        Job job,
        String targetPool,
        BuildStrategy strategy,
        BuildPriority priority,
        Boolean forceClean,
        String requesterEmail) {

    /**
     * What to build and how.
     *
     * @param gitRef branch, tag, full ref name or full commit id
     * @param solutionPath relative to the root of the repository, with forward slashes
     * @param buildProperties global MSBuild properties
     * @param environment environment variables of the build's processes
     * @param requirements what the agent must have; null: any agent will do
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Job(
            String projectName,
            String repositoryUrl,
            String gitRef,
            String solutionPath,
            String configuration,
            String targetFramework,
            String platform,
            String runtimeIdentifier,
            Map<String, String> buildProperties,
            Boolean runTests,
            Boolean createPackages,
            Boolean publishArtifacts,
            Integer timeoutMinutes,
            String requesterEmail,
            Map<String, String> environment,
            String testFilter,
            Boolean fullHistory,
            Requirements requirements,
            Boolean supersede,
            Integer queueTimeoutMinutes,
            Boolean outputManifest) {

        /** A job that leaves everything else to the server's defaults. */
        public static Job of(
                String projectName, String repositoryUrl, String gitRef, String solutionPath) {
            return with(projectName, repositoryUrl, gitRef, solutionPath).build();
        }

        /** Begins a job; what is not said is left to the server's defaults. */
        public static JobBuilder with(
                String projectName, String repositoryUrl, String gitRef, String solutionPath) {
            return new JobBuilder(projectName, repositoryUrl, gitRef, solutionPath);
        }
    }

    /** A request with a strategy, and the server's defaults for the rest. */
    public static BuildSubmission of(Job job, BuildStrategy strategy) {
        return new BuildSubmission(job, null, strategy, null, null, null);
    }

    /**
     * What the agent must have.
     *
     * @param sdk version of a .NET SDK, or the beginning of one
     * @param rollForward how a whole version may be replaced, as in {@code global.json}
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Requirements(
            String sdk,
            String rollForward,
            String os,
            String architecture,
            Integer minMemoryGB,
            List<String> tools,
            Map<String, String> labels) {
        /** Any agent will do. */
        public static final Requirements NONE =
                new Requirements(null, null, null, null, null, List.of(), Map.of());
    }
}
