package dev.buildserver.orchestrator.config;

import dev.buildserver.domain.agent.TargetType;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the orchestrator; {@link ConfigCheck} refuses impossible ones at start. */
@ConfigMapping(prefix = "buildserver.orchestrator")
public interface OrchestratorConfig {
    /** Base URL of the artifact service, as agents and this service reach it. */
    URI artifactUrl();

    /** Base URL of the cache service, as agents reach it. */
    URI cacheUrl();

    /** Whether a developer may cancel builds that they requested. */
    @WithDefault("false")
    boolean requestersMayCancel();

    /**
     * Refs whose builds may give later builds of the project their outputs; {@code *} stands for
     * any text. Others, such as pull requests, have caches and workspaces of their own, whatever is
     * named here, and so have builds of another repository than the project's. Counts for builds
     * that are submitted from then on.
     */
    @WithDefault("refs/heads/*,refs/tags/*")
    List<String> trustedRefs();

    /** Pools besides Linux, Windows, MacOS and Docker: name to target type. */
    Map<String, TargetType> pools();

    Queue queue();

    Limits limits();

    Sessions sessions();

    Attempts attempts();

    Logs logs();

    Outbox outbox();

    Retention retention();

    /** Submission and the index of ready tasks. */
    interface Queue {
        /** Most waiting tasks in all; more are refused with {@code QUEUE_FULL}. */
        @WithDefault("10000")
        int bound();

        /** How long an idempotency key is remembered. */
        @WithDefault("PT24H")
        Duration idempotencyTtl();

        /** An entry that was handed to a replica comes back after this long. */
        @WithDefault("PT5S")
        Duration reclaimAfter();

        /** Age by which a waiting task counts one priority higher, up to High. */
        @WithDefault("PT5M")
        Duration ageStep();

        /** Age from which a waiting task goes before all others. */
        @WithDefault("PT1H")
        Duration maxWait();

        /** How often all ready tasks are compared with the index. */
        @WithDefault("PT30S")
        Duration fullSweepEvery();

        /**
         * What becomes of a build that no connected agent of its pool can build: {@code wait}, or
         * {@code fail} at once.
         */
        @WithDefault("wait")
        MissingCapability missingCapability();

        /** Longest wait for the first agent of builds that name none. Without it, for ever. */
        Optional<Duration> timeout();
    }

    /** How many builds run at the same time, where no limit was set by name. */
    interface Limits {
        /** Of one tenant. Without it, as many as there are agents. */
        Optional<Integer> runningPerTenant();

        /** Of one project. Without it, as many as there are agents. */
        Optional<Integer> runningPerProject();
    }

    /** Sessions of agents. */
    interface Sessions {
        /** Silence after which a session ends and its leases are lost. */
        @WithDefault("PT10S")
        Duration ttl();

        /** How often an agent is to send a heartbeat. */
        @WithDefault("PT3S")
        Duration heartbeatEvery();

        /** How long an agent that hears nothing goes on building. */
        @WithDefault("PT15M")
        Duration orphanLimit();

        /** No session expires this long after a start, or after trouble with the database. */
        @WithDefault("PT10S")
        Duration startGrace();
    }

    /** Leases, ends and retries of attempts. */
    interface Attempts {
        /** Infrastructure failures until a task fails for good. */
        @WithDefault("3")
        int maxFailures();

        /** Pause before the first retry; doubles with each failure, spread by a quarter. */
        @WithDefault("PT2S")
        Duration backOff();

        /** How long an agent on which a task failed is not preferred for it. */
        @WithDefault("PT30S")
        Duration exclusion();

        /** What an agent has beyond the run time-out to end by itself. */
        @WithDefault("PT30S")
        Duration timeoutGrace();

        /** A requested cancel that no agent confirms takes effect after this long. */
        @WithDefault("PT30S")
        Duration cancelBound();
    }

    /** Logs of attempts. */
    interface Logs {
        /** Memory for recent batches. */
        @WithDefault("4M")
        MemorySize cache();

        /** Most readers that wait for new lines; more are answered at once. */
        @WithDefault("500")
        int maxWaiting();

        /** Most diagnostics kept of an attempt. */
        @WithDefault("500")
        int maxDiagnostics();
    }

    /** Delivery of what other services are told. */
    interface Outbox {
        /** How often due messages are looked for; those of this replica go out at once. */
        @WithDefault("PT2S")
        Duration every();

        /** Longest pause between two tries. */
        @WithDefault("PT1M")
        Duration longestPause();
    }

    /** Removal of what is old. */
    interface Retention {
        /** How long a build is kept after its end, with its log and its artifacts. */
        @WithDefault("P180D")
        Duration builds();

        /** How long an agent is remembered that is not connected any more. */
        @WithDefault("P7D")
        Duration agents();

        /** How often old builds and agents are looked for. */
        @WithDefault("PT1M")
        Duration every();

        /** How often text of logs is looked for that no build refers to. */
        @WithDefault("PT1H")
        Duration logsEvery();
    }
}
