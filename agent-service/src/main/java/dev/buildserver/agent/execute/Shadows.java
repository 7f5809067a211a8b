package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.cached.shadow.Sample;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Decides what of a build with the cache is to be built once more when the agent is idle. */
@Singleton
class Shadows {
    private final Preparation preparation;
    private final BuildCaches caches;
    private final ExecutionConfig execution;
    private final VerificationConfig config;
    private final SecureRandom random;
    private final InstantSource clock;

    /**
     * @throws IllegalArgumentException when a setting is out of its range
     */
    Shadows(
            Preparation preparation,
            BuildCaches caches,
            ExecutionConfig execution,
            VerificationConfig config,
            SecureRandom random,
            InstantSource clock) {
        this.preparation = preparation;
        this.caches = caches;
        this.execution = execution;
        this.config = config;
        this.random = random;
        this.clock = clock;
        check("share", config.share(), 1);
        check("first-entries", config.firstEntries(), 1_000_000);
        check("most-projects", config.mostProjects(), 5000);
        check("idle-for", config.idleFor().toSeconds(), Duration.ofDays(1).toSeconds());
        check("timeout", config.timeout().toSeconds(), Duration.ofDays(1).toSeconds());
    }

    /**
     * What is to be built again; empty where that is nothing. Outputs of a ref that anybody may
     * write are seen by its own builds only, and what such a build does proves nothing to others.
     */
    Optional<Shadow> of(BuildContext context, CachedBuild build) {
        if (!context.lease().trusted()) {
            return Optional.empty();
        }
        Map<String, Integer> verified = caches.ledger(context.lease()).verified();
        Sample sample =
                Sample.of(
                        build.findings().made(),
                        new Sample.Rule(
                                config.share(), config.firstEntries(), config.mostProjects()),
                        project -> verified.getOrDefault(project, 0),
                        random);
        return sample.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ShadowBuild(
                                context, build, sample, preparation, caches, execution, clock));
    }

    private static void check(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(
                    "buildserver.agent.verification.%s must be 0 to %s, is %s"
                            .formatted(name, most, value));
        }
    }
}
