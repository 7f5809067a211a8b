package dev.buildserver.cli.client;

import dev.buildserver.cli.client.BuildSubmission.Job;
import dev.buildserver.cli.client.BuildSubmission.Requirements;
import java.util.Map;

/** Puts a {@link Job} together, which says what each part means; null is as if it was not said. */
public final class JobBuilder {
    private final String projectName;
    private final String repositoryUrl;
    private final String gitRef;
    private final String solutionPath;
    private String configuration;
    private String targetFramework;
    private String platform;
    private String runtimeIdentifier;
    private Map<String, String> buildProperties;
    private Boolean runTests;
    private Boolean createPackages;
    private Boolean publishArtifacts;
    private Integer timeoutMinutes;
    private String requesterEmail;
    private Map<String, String> environment;
    private String testFilter;
    private Boolean fullHistory;
    private Requirements requirements;
    private Boolean supersede;
    private Integer queueTimeoutMinutes;
    private Boolean outputManifest;

    JobBuilder(String projectName, String repositoryUrl, String gitRef, String solutionPath) {
        this.projectName = projectName;
        this.repositoryUrl = repositoryUrl;
        this.gitRef = gitRef;
        this.solutionPath = solutionPath;
    }

    public JobBuilder configuration(String value) {
        configuration = value;
        return this;
    }

    public JobBuilder targetFramework(String value) {
        targetFramework = value;
        return this;
    }

    public JobBuilder platform(String value) {
        platform = value;
        return this;
    }

    public JobBuilder runtimeIdentifier(String value) {
        runtimeIdentifier = value;
        return this;
    }

    public JobBuilder buildProperties(Map<String, String> value) {
        buildProperties = value;
        return this;
    }

    public JobBuilder runTests(Boolean value) {
        runTests = value;
        return this;
    }

    public JobBuilder createPackages(Boolean value) {
        createPackages = value;
        return this;
    }

    public JobBuilder publishArtifacts(Boolean value) {
        publishArtifacts = value;
        return this;
    }

    public JobBuilder timeoutMinutes(Integer value) {
        timeoutMinutes = value;
        return this;
    }

    public JobBuilder requesterEmail(String value) {
        requesterEmail = value;
        return this;
    }

    public JobBuilder environment(Map<String, String> value) {
        environment = value;
        return this;
    }

    public JobBuilder testFilter(String value) {
        testFilter = value;
        return this;
    }

    public JobBuilder fullHistory(Boolean value) {
        fullHistory = value;
        return this;
    }

    public JobBuilder requirements(Requirements value) {
        requirements = value;
        return this;
    }

    public JobBuilder supersede(Boolean value) {
        supersede = value;
        return this;
    }

    public JobBuilder queueTimeoutMinutes(Integer value) {
        queueTimeoutMinutes = value;
        return this;
    }

    public JobBuilder outputManifest(Boolean value) {
        outputManifest = value;
        return this;
    }

    /** May be called again, also after changes. */
    public Job build() {
        return new Job(
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
                requesterEmail,
                environment,
                testFilter,
                fullHistory,
                requirements,
                supersede,
                queueTimeoutMinutes,
                outputManifest);
    }
}
