package dev.buildserver.agent.testing;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildStrategy;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Leases for tests. */
public final class Leases {
    private Leases() {}

    public static BuildJob job(String repositoryUrl, String ref) {
        return job(repositoryUrl, ref, false);
    }

    private static BuildJob job(String repositoryUrl, String ref, boolean fullHistory) {
        return new BuildJob(
                "demo",
                repositoryUrl,
                ref,
                "demo.sln",
                "Release",
                null,
                "AnyCPU",
                null,
                Map.of(),
                true,
                true,
                true,
                10,
                Map.of(),
                "dev@example.com",
                Map.of(),
                null,
                fullHistory);
    }

    public static Lease of(BuildJob job, BuildStrategy strategy, Duration runTimeout) {
        return new Lease(
                UUID.randomUUID(),
                "lease-token",
                1,
                UUID.randomUUID(),
                1,
                1,
                "default",
                job,
                strategy,
                runTimeout,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                true);
    }

    public static Lease clean(String repositoryUrl, String ref) {
        return of(job(repositoryUrl, ref), BuildStrategy.CLEAN, Duration.ofMinutes(5));
    }

    /** With all commits, branches and tags. */
    public static Lease withHistory(String repositoryUrl, String ref) {
        return of(job(repositoryUrl, ref, true), BuildStrategy.CLEAN, Duration.ofMinutes(5));
    }
}
