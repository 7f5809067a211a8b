package dev.buildserver.gateway.testing;

import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.toolchain.SdkRequirement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Answers of services, those of the API's original examples. */
public final class Samples {
    public static final UUID BUILD = UUID.fromString("3fa85f64-5717-4562-b3fc-2c963f66afa6");
    public static final UUID ATTEMPT = UUID.fromString("0d5e2a3c-8d1f-4c1b-9a59-0b1c2d3e4f50");
    public static final UUID OTHER_ATTEMPT =
            UUID.fromString("1d5e2a3c-8d1f-4c1b-9a59-0b1c2d3e4f51");
    public static final UUID ARTIFACT = UUID.fromString("7f000000-0000-4000-8000-000000000001");
    public static final String DEVELOPER = "developer@example.com";
    public static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    public static final String SHA256 =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private Samples() {}

    public static Instant at(String time) {
        return Instant.parse("2025-11-15T" + time + "Z");
    }

    public static BuildAccepted accepted() {
        return new BuildAccepted(
                BUILD, BuildStatus.QUEUED, 3, at("10:05:00"), Duration.ofMinutes(15), TRACE);
    }

    public static BuildJob job() {
        return new BuildJob(
                "MyApp",
                "https://github.com/org/myapp",
                "refs/heads/main",
                "MyApp.sln",
                "Release",
                "net8.0",
                "AnyCPU",
                null,
                Map.of(),
                true,
                true,
                true,
                60,
                Map.of(),
                DEVELOPER,
                Map.of("FEED_TOKEN", "hunter2"),
                null,
                false,
                new Requirements(
                        SdkRequirement.of("8.0"),
                        null,
                        null,
                        "x64",
                        16_000_000_000L,
                        List.of("docker"),
                        Map.of("gpu", "yes")),
                false,
                null,
                false);
    }

    /** The build of the original example, in its test stage. */
    public static BuildDetails running() {
        return build(BuildStatus.RUNNING, StageName.TEST, null, null);
    }

    /** The same build, ended well. */
    public static BuildDetails succeeded() {
        return build(BuildStatus.SUCCEEDED, null, at("10:17:00"), ATTEMPT);
    }

    private static BuildDetails build(
            BuildStatus status, StageName current, Instant end, UUID acceptedAttempt) {
        return new BuildDetails(
                BUILD,
                "default",
                12,
                job(),
                "Linux",
                BuildStrategy.INCREMENTAL,
                "asked for",
                BuildPriority.NORMAL,
                false,
                status,
                null,
                null,
                null,
                null,
                at("10:04:00"),
                at("10:05:00"),
                end,
                null,
                null,
                null,
                TRACE,
                "0123456789abcdef0123456789abcdef01234567",
                "main",
                current,
                List.of(
                        stage(StageName.CLONE, "10:05:00", "10:06:00", null),
                        stage(StageName.RESTORE, "10:06:00", "10:09:00", null),
                        stage(StageName.BUILD, "10:09:00", "10:15:00", 3),
                        stage(StageName.TEST, "10:15:00", end == null ? null : "10:17:00", null)),
                List.of(
                        new AttemptSummary(
                                ATTEMPT,
                                1,
                                "agent-linux-01",
                                "linux-build-01",
                                end == null ? "Running" : "Accepted",
                                null,
                                at("10:05:00"),
                                end)),
                null,
                List.of(),
                acceptedAttempt,
                null,
                true,
                false);
    }

    private static StageResult stage(StageName name, String start, String end, Integer warnings) {
        return new StageResult(
                name,
                end == null ? StageStatus.RUNNING : StageStatus.SUCCEEDED,
                at(start),
                end == null ? null : at(end),
                null,
                warnings,
                null);
    }

    public static ArtifactMetadata artifact(UUID attempt) {
        return new ArtifactMetadata(
                ARTIFACT,
                attempt,
                BUILD,
                "default",
                "MyApp-1.0.0.nupkg",
                "artifacts/packages/MyApp.1.0.0.nupkg",
                ArtifactKind.PACKAGE,
                2457600,
                "application/octet-stream",
                SHA256,
                at("10:18:00"));
    }
}
