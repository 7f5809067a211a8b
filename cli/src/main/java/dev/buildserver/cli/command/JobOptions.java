package dev.buildserver.cli.command;

import dev.buildserver.cli.client.BuildSubmission;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How to build. What is not told is left to the server. */
final class JobOptions {
    @Option(names = "--configuration", paramLabel = "NAME", description = "Default: Release.")
    private String configuration;

    @Option(names = "--framework", paramLabel = "TFM", description = "Such as net8.0.")
    private String framework;

    @Option(names = "--platform", paramLabel = "NAME", description = "Default: AnyCPU.")
    private String platform;

    @Option(names = "--runtime", paramLabel = "RID", description = "Such as linux-x64.")
    private String runtime;

    @Option(
            names = {"-p", "--property"},
            paramLabel = "NAME=VALUE",
            description = "MSBuild property; repeatable.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "Environment variable of the build; repeatable.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--no-tests", description = "Don't run tests.")
    private boolean noTests;

    @Option(
            names = "--test-filter",
            paramLabel = "EXPRESSION",
            description = "As for dotnet test --filter.")
    private String testFilter;

    @Option(names = "--packages", description = "Make NuGet packages.")
    private boolean packages;

    @Option(names = "--no-artifacts", description = "Publish and upload nothing.")
    private boolean noArtifacts;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = MinutesConverter.class,
            description = "Such as 90, 90m or 2h. Default: 60 minutes.")
    private Integer timeoutMinutes;

    @Option(names = "--full-history", description = "Fetch the whole Git history.")
    private boolean fullHistory;

    @Option(
            names = "--supersede",
            description = "Cancel older builds of the same work that no agent has begun.")
    private boolean supersede;

    @Option(
            names = "--queue-timeout",
            paramLabel = "TIME",
            converter = MinutesConverter.class,
            description = "Cancel it when no agent takes it in time, such as 90, 90m or 2h.")
    private Integer queueTimeoutMinutes;

    @Option(
            names = "--output-manifest",
            description = "Upload outputs.json: every file that was made, with its SHA-256.")
    private boolean outputManifest;

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "Of the requester. Default: the token's.")
    private String email;

    String email() {
        return email;
    }

    BuildSubmission.Job job(
            SourceOptions.Source source, BuildSubmission.Requirements requirements) {
        return BuildSubmission.Job.with(
                        source.project(), source.repository(), source.ref(), source.solution())
                .configuration(configuration)
                .targetFramework(framework)
                .platform(platform)
                .runtimeIdentifier(runtime)
                .buildProperties(properties)
                .runTests(noTests ? Boolean.FALSE : null)
                .createPackages(packages ? Boolean.TRUE : null)
                .publishArtifacts(noArtifacts ? Boolean.FALSE : null)
                .timeoutMinutes(timeoutMinutes)
                .requesterEmail(email)
                .environment(environment)
                .testFilter(testFilter)
                .fullHistory(fullHistory ? Boolean.TRUE : null)
                .requirements(requirements)
                .supersede(supersede ? Boolean.TRUE : null)
                .queueTimeoutMinutes(queueTimeoutMinutes)
                .outputManifest(outputManifest ? Boolean.TRUE : null)
                .build();
    }
}
