package dev.buildserver.standalone.demo;

import dev.buildserver.cli.client.BuildEvent;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.BuildSubmission;
import dev.buildserver.cli.client.view.ArtifactView;
import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.cli.report.BuildReport;
import dev.buildserver.cli.report.Format;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.standalone.folder.LauncherException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Builds through the gateway, with the developer's token. */
final class DemoBuild {
    private static final String PROJECT = "greeter";

    private final BuildServerClient client;
    private final PrintWriter out;
    private final InstantSource clock;

    DemoBuild(BuildServerClient client, PrintWriter out, InstantSource clock) {
        this.client = client;
        this.out = out;
        this.clock = clock;
    }

    /**
     * A build that succeeded.
     *
     * @param waited from the request to the end, as a user sees it
     */
    record Outcome(BuildView build, List<ArtifactView> artifacts, Duration waited) {
        /** The published app. */
        ArtifactView app() {
            return artifacts.stream()
                    .filter(artifact -> "Application".equals(artifact.kind()))
                    .findFirst()
                    .orElseThrow(() -> new LauncherException("The build published no app"));
        }
    }

    /**
     * Submits a build of the repository's branch, prints its log while it runs, then what became of
     * it.
     *
     * @throws LauncherException when it did not go as it should
     */
    Outcome run(DemoRepository repository, BuildStrategy strategy) {
        long began = clock.millis();
        BuildSubmission submission = BuildSubmission.of(job(repository), strategy);
        UUID id = client.submit(submission).value().executionId();
        client.followLog(id, null, this::show);
        Duration waited = Duration.ofMillis(clock.millis() - began);
        BuildView build = client.get(id).value();
        List<ArtifactView> artifacts =
                build.status() == BuildStatus.SUCCEEDED
                        ? client.artifacts(id).value().artifacts()
                        : List.of();
        out.println();
        new BuildReport(out).print(build, artifacts);
        out.flush();
        check(build, artifacts);
        return new Outcome(build, artifacts, waited);
    }

    private void show(BuildEvent event) {
        if (event instanceof BuildEvent.Log line) {
            out.println("  | " + Format.harmless(line.text()));
            out.flush();
        }
    }

    private static BuildSubmission.Job job(DemoRepository repository) {
        return BuildSubmission.Job.with(
                        PROJECT, repository.url(), DemoRepository.BRANCH, DemoRepository.SOLUTION)
                .configuration("Release")
                .runTests(true)
                .createPackages(true)
                .publishArtifacts(true)
                .build();
    }

    private static void check(BuildView build, List<ArtifactView> artifacts) {
        if (build.status() != BuildStatus.SUCCEEDED) {
            throw new LauncherException("The build ended as " + build.status());
        }
        TestResults tests = build.testResults();
        if (tests == null || tests.passed() == 0 || tests.failed() != 0) {
            throw new LauncherException("The tests did not all run and pass: " + tests);
        }
        if (artifacts.isEmpty()) {
            throw new LauncherException("The build has no artifacts");
        }
    }
}
