package dev.buildserver.gateway.submission;

import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.toolchain.RollForward;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the body of a submission looks like, for the API document alone: {@link SubmissionReader}
 * reads the body itself, so that it can tell everything that is wrong with it at once.
 */
@Schema(
        description = "A request for a build. Unknown fields are refused.",
        requiredProperties = "job")
public record BuildRequest(
        JobRequest job,
        @Schema(description = "Name of a pool, in any case", defaultValue = "Linux", maxLength = 63)
                String targetPool,
        @Schema(
                        description =
                                "How to build. Absent: the server chooses and says why. A strategy"
                                        + " that isn't available is refused, never replaced")
                BuildStrategy strategy,
        @Schema(defaultValue = "Normal") BuildPriority priority,
        @Schema(description = "Build clean, whatever the strategy", defaultValue = "false")
                boolean forceClean,
        @Schema(
                        description =
                                "Defaults to the token's e-mail address. Only build masters may"
                                        + " name somebody else",
                        format = "email")
                String requesterEmail) {

    /** The {@code job} of a request. */
    @Schema(
            description = "What to build and how",
            requiredProperties = {"projectName", "repositoryUrl", "gitRef", "solutionPath"})
    public record JobRequest(
            @Schema(
                            description = "Letters, digits, '.', '_', '-' and spaces",
                            minLength = 1,
                            maxLength = 100)
                    String projectName,
            @Schema(
                            description =
                                    "https, http, ssh or git URL of the repository, without"
                                            + " credentials",
                            format = "uri",
                            maxLength = 2048)
                    String repositoryUrl,
            @Schema(description = "Branch, tag, full ref name or full commit id", maxLength = 255)
                    String gitRef,
            @Schema(
                            description =
                                    "Solution or project file, relative to the root of the"
                                            + " repository",
                            maxLength = 400)
                    String solutionPath,
            @Schema(defaultValue = "Release", maxLength = 64) String configuration,
            @Schema(description = "Absent: all of the projects' frameworks", maxLength = 64)
                    String targetFramework,
            @Schema(defaultValue = "AnyCPU", maxLength = 32) String platform,
            @Schema(description = "Absent: portable", maxLength = 64) String runtimeIdentifier,
            @Schema(
                            description =
                                    "MSBuild properties, at most 100; values of at most 4096"
                                            + " characters, one line each")
                    Map<String, String> buildProperties,
            @Schema(defaultValue = "true") boolean runTests,
            @Schema(defaultValue = "false") boolean createPackages,
            @Schema(defaultValue = "true") boolean publishArtifacts,
            @Schema(
                            description = "Time that one attempt may take",
                            defaultValue = "60",
                            minimum = "1",
                            maximum = "1440")
                    int timeoutMinutes,
            @Schema(description = "Labels, at most 50; kept and shown")
                    Map<String, String> metadata,
            @Schema(description = "If given, that of the request", format = "email")
                    String requesterEmail,
            @Schema(
                            description =
                                    "Environment variables of the build, at most 100; some names"
                                            + " are reserved")
                    Map<String, String> environment,
            @Schema(description = "Expression for dotnet test --filter", maxLength = 4096)
                    String testFilter,
            @Schema(
                            description =
                                    "Fetch the whole history, which version tools need, instead of"
                                            + " one commit",
                            defaultValue = "false")
                    boolean fullHistory,
            RequirementsRequest requirements,
            @Schema(
                            description =
                                    "Cancel older builds of the same project, ref, pool, solution,"
                                            + " configuration, platform, target framework and"
                                            + " runtime that no agent has begun",
                            defaultValue = "false")
                    boolean supersede,
            @Schema(
                            description =
                                    "Wait for the first agent after which the build is cancelled."
                                            + " Absent: the server's default",
                            minimum = "1",
                            maximum = "10080")
                    Integer queueTimeoutMinutes,
            @Schema(
                            description =
                                    "Upload outputs.json: every file that the build made, with its"
                                            + " size and SHA-256",
                            defaultValue = "false")
                    boolean outputManifest) {}

    /** The {@code requirements} of a job. */
    @Schema(
            description =
                    "What the agent must have, all of it; absent: any agent of the pool. A build"
                            + " waits until such an agent is free. An SDK that global.json pins"
                            + " need not be told: the agent that finds it missing hands the build"
                            + " on")
    public record RequirementsRequest(
            @Schema(
                            description =
                                    "Version of a .NET SDK, or the beginning of one: 9, 9.0,"
                                            + " 8.0.4xx (a feature band), 8.0.404 (just this one)",
                            examples = "9.0")
                    String sdk,
            @Schema(
                            description =
                                    "How the whole version in sdk may be replaced by a newer one,"
                                            + " as in global.json")
                    RollForward rollForward,
            @Schema(description = "Linux, Windows or MacOS") String os,
            @Schema(description = "Such as x64 or arm64") String architecture,
            @Schema(
                            description = "Memory of the machine, in gigabytes (10^9 bytes)",
                            minimum = "1",
                            maximum = "100000")
                    int minMemoryGB,
            @Schema(description = "Installed programs, such as docker; at most 20")
                    List<String> tools,
            @Schema(
                            description =
                                    "Labels that the agent was configured with, of just these"
                                            + " values; at most 20")
                    Map<String, String> labels) {}
}
