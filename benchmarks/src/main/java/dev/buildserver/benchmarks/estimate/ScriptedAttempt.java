package dev.buildserver.benchmarks.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** An attempt that tells each stage when it begins, and lasts as long as the script says. */
final class ScriptedAttempt {
    private final Api orchestrator;
    private final String path;
    private final String token;
    private final List<Map.Entry<StageName, Long>> stages;
    private final long began = System.nanoTime();

    /**
     * @param lease as the server gave it
     * @param stages with their milliseconds
     */
    ScriptedAttempt(Api orchestrator, JsonNode lease, Map<StageName, Long> stages) {
        this.orchestrator = orchestrator;
        this.path = "/agents/v1/leases/" + uid(lease);
        this.token = lease.path("leaseToken").asText();
        this.stages = List.copyOf(stages.entrySet());
    }

    static UUID uid(JsonNode lease) {
        return UUID.fromString(lease.path("attemptUid").asText());
    }

    /** Runs it to its end. */
    CompletableFuture<?> run() {
        return step(0);
    }

    private CompletableFuture<?> step(int stage) {
        if (stage == stages.size()) {
            return tell(stage).thenCompose(told -> succeed());
        }
        return tell(stage)
                .thenRunAsync(() -> {}, after(stages.get(stage).getValue()))
                .thenCompose(over -> step(stage + 1));
    }

    /** That a stage begins, and that the one before it has ended. */
    private CompletableFuture<?> tell(int stage) {
        List<EventRecord> records = new ArrayList<>();
        if (stage > 0) {
            records.add(event(stages.get(stage - 1).getKey(), StageStatus.SUCCEEDED));
        }
        if (stage < stages.size()) {
            records.add(event(stages.get(stage).getKey(), StageStatus.RUNNING));
        }
        return orchestrator.post(path + "/events", token, EventBatch.of(stage + 1, records));
    }

    private CompletableFuture<?> succeed() {
        return orchestrator.post(
                path + "/result",
                token,
                new AttemptResult(
                        Outcome.SUCCEEDED,
                        null,
                        null,
                        stages.size() + 1,
                        "0123456789abcdef0123456789abcdef01234567",
                        "main",
                        List.of(),
                        null,
                        List.of(),
                        null));
    }

    private EventRecord event(StageName stage, StageStatus status) {
        long elapsed = (System.nanoTime() - began) / 1_000_000;
        return new EventRecord.Stage(elapsed, stage, status, null, null, null);
    }

    private static Executor after(long millis) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    }
}
