package dev.buildserver.orchestrator.metrics;

import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts builds and times them. Each event is counted by the replica that committed it. */
@ApplicationScoped
public class BuildMetrics {
    private static final Map<StageName, String> TIMED_STAGES =
            new EnumMap<>(
                    Map.of(
                            StageName.RESTORE, "build_restore_duration",
                            StageName.BUILD, "build_compile_duration",
                            StageName.TEST, "build_test_duration"));

    private final MeterRegistry registry;
    private final Counter started;
    private final Timer queueWait;

    BuildMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.started =
                Counter.builder("builds_started")
                        .description("Builds whose first attempt began")
                        .register(registry);
        this.queueWait =
                Timer.builder("build_queue_wait")
                        .description("From submission to the first attempt")
                        .publishPercentileHistogram()
                        .register(registry);
        // Registered now, so that a series exists before its first event.
        registry.counter("builds_completed");
        registry.counter("builds_failed");
    }

    /**
     * The first attempt of a build began.
     *
     * @param wait since the submission
     */
    public void started(Duration wait) {
        started.increment();
        queueWait.record(wait);
    }

    /** A build ended, in whatever way. */
    public void ended(String project, String strategy, boolean success, Duration duration) {
        registry.counter(success ? "builds_completed" : "builds_failed").increment();
        registry.timer(
                        "build_duration",
                        Tags.of(
                                "project", project,
                                "strategy", strategy,
                                "success", Boolean.toString(success)))
                .record(duration);
    }

    /** The stages of an accepted attempt. */
    public void stages(List<StageResult> stages) {
        for (StageResult stage : stages) {
            String name = TIMED_STAGES.get(stage.name());
            Duration duration = stage.duration();
            if (name != null && duration != null) {
                registry.timer(name).record(duration);
            }
        }
    }
}
