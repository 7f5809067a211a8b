package dev.buildserver.orchestrator.config;

import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.support.config.Bounds;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Refuses to start with settings that can't work, before anything else begins. */
@ApplicationScoped
class ConfigCheck {
    private static final String PREFIX = "buildserver.orchestrator.";
    private static final int FIRST = 1;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration CENTURY = Duration.ofDays(36_500);

    private final OrchestratorConfig config;

    ConfigCheck(OrchestratorConfig config) {
        this.config = config;
    }

    void check(@Observes @Priority(FIRST) StartupEvent started) {
        check(config);
    }

    static void check(OrchestratorConfig config) {
        number("queue.bound", config.queue().bound(), 10_000_000);
        duration(
                "queue.idempotency-ttl",
                config.queue().idempotencyTtl(),
                // A key must not outlive its build.
                config.retention().builds());
        duration("queue.reclaim-after", config.queue().reclaimAfter(), HOUR);
        duration("queue.full-sweep-every", config.queue().fullSweepEvery(), HOUR);
        duration("queue.age-step", config.queue().ageStep(), YEAR);
        duration("queue.max-wait", config.queue().maxWait(), YEAR);
        config.queue().timeout().ifPresent(time -> duration("queue.timeout", time, YEAR));
        config.limits()
                .runningPerTenant()
                .ifPresent(most -> number("limits.running-per-tenant", most, SetLimit.MOST));
        config.limits()
                .runningPerProject()
                .ifPresent(most -> number("limits.running-per-project", most, SetLimit.MOST));
        duration("sessions.ttl", config.sessions().ttl(), HOUR);
        duration(
                "sessions.heartbeat-every",
                config.sessions().heartbeatEvery(),
                // One lost heartbeat is no death.
                config.sessions().ttl().dividedBy(2));
        duration("sessions.orphan-limit", config.sessions().orphanLimit(), YEAR);
        number("attempts.max-failures", config.attempts().maxFailures(), 100);
        duration("attempts.back-off", config.attempts().backOff(), HOUR);
        duration("attempts.cancel-bound", config.attempts().cancelBound(), HOUR);
        number("logs.max-diagnostics", config.logs().maxDiagnostics(), 100_000);
        duration("outbox.every", config.outbox().every(), HOUR);
        duration("outbox.longest-pause", config.outbox().longestPause(), HOUR);
        Bounds.check(PREFIX + "retention.builds", config.retention().builds(), HOUR, CENTURY);
        Bounds.check(PREFIX + "retention.agents", config.retention().agents(), HOUR, CENTURY);
        duration("retention.every", config.retention().every(), HOUR);
        duration("retention.logs-every", config.retention().logsEvery(), DAY);
        config.pools().keySet().forEach(ConfigCheck::pool);
        config.trustedRefs().forEach(ConfigCheck::trustedRef);
    }

    private static void trustedRef(String pattern) {
        if (!pattern.matches("refs/(heads|tags)/.+")) {
            throw new IllegalArgumentException(
                    PREFIX
                            + "trusted-refs: \""
                            + pattern
                            + "\" does not begin with refs/heads/ or refs/tags/");
        }
    }

    private static void pool(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw new IllegalArgumentException(
                    PREFIX + "pools: \"" + name + "\" is not a name of a pool");
        }
    }

    private static void number(String key, int value, int most) {
        Bounds.check(PREFIX + key, value, 1, most);
    }

    private static void duration(String key, Duration value, Duration most) {
        Bounds.check(PREFIX + key, value, TICK, most);
    }
}
