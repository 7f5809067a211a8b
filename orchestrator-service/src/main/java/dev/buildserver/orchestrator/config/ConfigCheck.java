package dev.buildserver.orchestrator.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Refuses to start with settings that can't work. */
@ApplicationScoped
class ConfigCheck {
    private static final String PREFIX = "buildserver.orchestrator.";

    private final OrchestratorConfig config;

    ConfigCheck(OrchestratorConfig config) {
        this.config = config;
    }

    void check(@Observes StartupEvent started) {
        check(config);
    }

    static void check(OrchestratorConfig config) {
        positive("queue.bound", config.queue().bound());
        positive("queue.idempotency-ttl", config.queue().idempotencyTtl());
        positive("queue.reclaim-after", config.queue().reclaimAfter());
        positive("queue.full-sweep-every", config.queue().fullSweepEvery());
        positive("sessions.ttl", config.sessions().ttl());
        positive("sessions.heartbeat-every", config.sessions().heartbeatEvery());
        positive("sessions.orphan-limit", config.sessions().orphanLimit());
        positive("attempts.max-failures", config.attempts().maxFailures());
        positive("attempts.back-off", config.attempts().backOff());
        positive("attempts.cancel-bound", config.attempts().cancelBound());
        positive("logs.max-diagnostics", config.logs().maxDiagnostics());
        positive("outbox.every", config.outbox().every());
        if (config.sessions().heartbeatEvery().multipliedBy(2).compareTo(config.sessions().ttl())
                > 0) {
            throw new IllegalStateException(
                    PREFIX
                            + "sessions.ttl must be at least twice sessions.heartbeat-every:"
                            + " one lost heartbeat is no death");
        }
        for (String name : config.pools().keySet()) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
                throw new IllegalStateException(
                        PREFIX + "pools: \"" + name + "\" is not a name of a pool");
            }
        }
    }

    private static void positive(String key, int value) {
        if (value <= 0) {
            throw new IllegalStateException(PREFIX + key + " must be positive, is " + value);
        }
    }

    private static void positive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalStateException(PREFIX + key + " must be positive, is " + value);
        }
    }
}
