package dev.buildserver.agent.execute;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.Requirements;
import java.util.HashMap;
import java.util.Map;

/** A job with defaults, changed step by step. */
final class JobOptions {
    private final String solution;
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private String configuration = "Release";
    private String targetFramework;
    private String platform = "AnyCPU";
    private String runtimeIdentifier;
    private String testFilter;
    private boolean tests = true;
    private boolean packages = true;
    private boolean publish = true;
    private boolean manifest;

    private JobOptions(String solution) {
        this.solution = solution;
    }

    static JobOptions of(String solution) {
        return new JobOptions(solution);
    }

    JobOptions property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    JobOptions variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    JobOptions configuration(String value) {
        configuration = value;
        return this;
    }

    JobOptions framework(String value) {
        targetFramework = value;
        return this;
    }

    JobOptions platform(String value) {
        platform = value;
        return this;
    }

    JobOptions runtime(String value) {
        runtimeIdentifier = value;
        return this;
    }

    JobOptions filter(String value) {
        testFilter = value;
        return this;
    }

    /** Restore and build only. */
    JobOptions buildOnly() {
        tests = false;
        packages = false;
        publish = false;
        return this;
    }

    /** Restore, build and tests. */
    JobOptions testsOnly() {
        packages = false;
        publish = false;
        return this;
    }

    JobOptions manifest() {
        manifest = true;
        return this;
    }

    JobOptions withoutTests() {
        tests = false;
        return this;
    }

    JobOptions withoutPackages() {
        packages = false;
        return this;
    }

    BuildJob job() {
        return new BuildJob(
                "sample",
                "https://git.example/sample.git",
                "main",
                solution,
                configuration,
                targetFramework,
                platform,
                runtimeIdentifier,
                properties,
                tests,
                packages,
                publish,
                10,
                Map.of(),
                "dev@example.com",
                environment,
                testFilter,
                false,
                Requirements.NONE,
                false,
                null,
                manifest);
    }
}
