package dev.buildserver.orchestrator.metrics;

import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.orchestrator.history.BuildReads;
import dev.buildserver.orchestrator.lease.LeaseGranted;
import dev.buildserver.orchestrator.lifecycle.BuildEnded;
import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.runtime.Errands;
import dev.buildserver.orchestrator.scheduling.StrategyChoice;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Counts and times builds, as they happen at this replica. */
@Startup
@ApplicationScoped
class BuildMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private static final Duration STAGES_EVERY = Duration.ofSeconds(1);

    private final Queue<UUID> toRecord = new ConcurrentLinkedQueue<>();
    private final MeterRegistry registry;
    private final BuildReads reads;
    private final Errands errands;
    private final Counter started;
    private final Counter completed;
    private final Counter failed;
    private final Timer queueWait;
    private final Map<StageName, Timer> stages = new EnumMap<>(StageName.class);

    BuildMetrics(MeterRegistry registry, BuildReads reads, Errands errands) {
        this.registry = registry;
        this.reads = reads;
        this.errands = errands;
        this.started = counter("builds.started", "Builds whose first attempt began");
        this.completed = counter("builds.completed", "Builds that ended, however");
        this.failed = counter("builds.failed", "Builds that failed");
        this.queueWait = timer("build.queue.wait", "Time for which tasks were ready");
        stages.put(StageName.RESTORE, timer("build.restore.duration", "Duration of stage Restore"));
        stages.put(StageName.BUILD, timer("build.compile.duration", "Duration of stage Build"));
        stages.put(StageName.TEST, timer("build.test.duration", "Duration of stage Test"));
        // Present from the start, so that rates have a zero to begin with.
        for (BuildStrategy strategy : StrategyChoice.AVAILABLE) {
            duration(strategy.toString(), true);
            duration(strategy.toString(), false);
        }
    }

    void leased(@Observes LeaseGranted event) {
        if (event.lease().firstAttempt()) {
            started.increment();
        }
        queueWait.record(
                positive(Duration.between(event.lease().readySince(), event.lease().leasedAt())));
    }

    void attemptEnded(@Observes EndedAttempt ended) {
        boolean ran =
                ended.outcome() == AttemptOutcome.SUCCEEDED
                        || ended.outcome() == AttemptOutcome.FAILED;
        if (ran) {
            toRecord.add(ended.attemptUid());
        }
    }

    void buildEnded(@Observes BuildEnded build) {
        completed.increment();
        if (build.status() == BuildStatus.FAILED) {
            failed.increment();
        }
        if (build.startedAt() != null) {
            duration(build.strategy(), build.status() == BuildStatus.SUCCEEDED)
                    .record(positive(Duration.between(build.startedAt(), build.endedAt())));
        }
    }

    void start(@Observes StartupEvent startup) {
        errands.every(STAGES_EVERY, "durations of stages", this::recordStages);
    }

    /** All at once: a question to the database for each attempt cost as much as its end. */
    private void recordStages() {
        List<UUID> attempts = new ArrayList<>();
        for (UUID next = toRecord.poll(); next != null; next = toRecord.poll()) {
            attempts.add(next);
        }
        if (attempts.isEmpty()) {
            return;
        }
        for (StageResult stage : reads.stages(attempts)) {
            Timer timer = stages.get(stage.name());
            if (timer != null && stage.duration() != null) {
                timer.record(positive(stage.duration()));
            }
        }
    }

    private Timer duration(String strategy, boolean success) {
        return Timer.builder("build.duration")
                .description("From the start of the first attempt to the end of the build")
                .tag("strategy", strategy)
                .tag("success", Boolean.toString(success))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
