package dev.buildserver.contract.build;

import java.util.Map;

/**
 * What to build and how: the complete job descriptor, defaults filled in by the gateway.
 *
 * @param projectName 1 to 100 characters: letters, digits, {@code . _ -} and space
 * @param repositoryUrl URL of the Git repository; never holds credentials
 * @param gitRef branch, tag, full ref name or full commit id
 * @param solutionPath solution or project file, relative to the root of the repository, with
 *     forward slashes
 * @param configuration such as {@code Release}
 * @param targetFramework such as {@code net8.0}; null for all
 * @param platform such as {@code AnyCPU} or {@code x64}
 * @param runtimeIdentifier such as {@code linux-x64}; null for portable
 * @param buildProperties global MSBuild properties
 * @param createPackages make NuGet packages
 * @param publishArtifacts publish apps and upload outputs
 * @param timeoutMinutes run time-out of one attempt, 1 to 1440
 * @param metadata free labels of the requester, kept and shown
 * @param environment environment variables of the build's processes
 * @param testFilter expression for {@code dotnet test --filter}; null for all tests
 * @param fullHistory fetch the whole history, which version tools need, instead of one commit
 * @param requirements what an agent must have
 * @param supersede cancel older builds of the same work that no agent has begun
 * @param queueTimeoutMinutes wait for the first agent after which the build is cancelled, 1 to
 *     {@value #LONGEST_QUEUE_TIMEOUT}; null for the server's default
 * @param outputManifest upload a list of all files that the build made, with their hashes
 */
public record BuildJob(
        String projectName,
        String repositoryUrl,
        String gitRef,
        String solutionPath,
        String configuration,
        String targetFramework,
        String platform,
        String runtimeIdentifier,
        Map<String, String> buildProperties,
        boolean runTests,
        boolean createPackages,
        boolean publishArtifacts,
        int timeoutMinutes,
        Map<String, String> metadata,
        String requesterEmail,
        Map<String, String> environment,
        String testFilter,
        boolean fullHistory,
        Requirements requirements,
        boolean supersede,
        Integer queueTimeoutMinutes,
        boolean outputManifest) {
    /** Longest {@link #queueTimeoutMinutes}: a week. */
    public static final int LONGEST_QUEUE_TIMEOUT = 10_080;

    public BuildJob {
        buildProperties = buildProperties == null ? Map.of() : Map.copyOf(buildProperties);
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
        environment = environment == null ? Map.of() : Map.copyOf(environment);
        requirements = requirements == null ? Requirements.NONE : requirements;
    }

    /** A job for any agent. */
    public BuildJob(
            String projectName,
            String repositoryUrl,
            String gitRef,
            String solutionPath,
            String configuration,
            String targetFramework,
            String platform,
            String runtimeIdentifier,
            Map<String, String> buildProperties,
            boolean runTests,
            boolean createPackages,
            boolean publishArtifacts,
            int timeoutMinutes,
            Map<String, String> metadata,
            String requesterEmail,
            Map<String, String> environment,
            String testFilter,
            boolean fullHistory) {
        this(
                projectName,
                repositoryUrl,
                gitRef,
                solutionPath,
                configuration,
                targetFramework,
                platform,
                runtimeIdentifier,
                buildProperties,
                runTests,
                createPackages,
                publishArtifacts,
                timeoutMinutes,
                metadata,
                requesterEmail,
                environment,
                testFilter,
                fullHistory,
                Requirements.NONE,
                false,
                null,
                false);
    }

    /** The same job with other requirements. */
    public BuildJob requiring(Requirements others) {
        return new BuildJob(
                projectName,
                repositoryUrl,
                gitRef,
                solutionPath,
                configuration,
                targetFramework,
                platform,
                runtimeIdentifier,
                buildProperties,
                runTests,
                createPackages,
                publishArtifacts,
                timeoutMinutes,
                metadata,
                requesterEmail,
                environment,
                testFilter,
                fullHistory,
                others,
                supersede,
                queueTimeoutMinutes,
                outputManifest);
    }
}
