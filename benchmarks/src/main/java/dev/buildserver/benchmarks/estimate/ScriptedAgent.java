package dev.buildserver.benchmarks.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** An agent with one slot that takes for each build the time of the script. */
final class ScriptedAgent {
    private static final Duration BEAT = Duration.ofSeconds(3);

    private final Api orchestrator;
    private final Script script;
    private final String pool;
    private final String name;
    private final CompletableFuture<Void> failed;
    private String session;
    private long beats;
    private volatile UUID held;
    private volatile boolean stopped;

    /**
     * @param failed completed exceptionally when anything goes wrong
     */
    ScriptedAgent(
            Api orchestrator,
            Script script,
            String pool,
            String name,
            CompletableFuture<Void> failed) {
        this.orchestrator = orchestrator;
        this.script = script;
        this.pool = pool;
        this.name = name;
        this.failed = failed;
    }

    /** Registers and takes work, until {@link #stop}. */
    void start() {
        Capabilities capabilities =
                new Capabilities(
                        "Linux",
                        "x64",
                        List.of("8.0.404"),
                        List.of("git"),
                        1,
                        4,
                        16L << 30,
                        Map.of());
        RegisterAgent registration =
                new RegisterAgent(
                        name, name, pool, "script", 1, capabilities, UUID.randomUUID());
        session =
                orchestrator
                        .post("/agents/v1/register", registration)
                        .join()
                        .path("sessionId")
                        .asText();
        beat();
        guarded(poll());
    }

    void stop() {
        stopped = true;
    }

    private void beat() {
        if (stopped) {
            return;
        }
        UUID now = held;
        Heartbeat heartbeat =
                new Heartbeat(
                        ++beats,
                        now == null ? List.of() : List.of(now),
                        now == null ? 1 : 0,
                        new Usage(10.0, 10.0, 100L << 30),
                        true,
                        List.of());
        guarded(orchestrator.post("/agents/v1/sessions/" + session + "/heartbeat", heartbeat));
        later(BEAT.toMillis()).execute(this::beat);
    }

    private CompletableFuture<?> poll() {
        return orchestrator
                .post(
                        "/agents/v1/sessions/" + session + "/lease?wait=20s",
                        new LeaseRequest(1, List.of(), false, List.of()))
                .thenCompose(
                        answer ->
                                answer.path("leases").isEmpty()
                                        ? CompletableFuture.completedFuture(null)
                                        : run(answer.path("leases").get(0)))
                .thenRunAsync(() -> guarded(next()), later(1));
    }

    private CompletableFuture<?> next() {
        return stopped ? CompletableFuture.completedFuture(null) : poll();
    }

    private CompletableFuture<?> run(JsonNode lease) {
        held = UUID.fromString(lease.path("attemptUid").asText());
        String path = "/agents/v1/leases/" + held;
        String token = lease.path("leaseToken").asText();
        Map<StageName, Long> stages =
                script.nextBuild(Script.project(lease.path("job").path("projectName").asText()));
        long began = System.nanoTime();
        CompletableFuture<?> done = CompletableFuture.completedFuture(null);
        int batch = 0;
        List<EventRecord> ended = new ArrayList<>();
        for (Map.Entry<StageName, Long> stage : stages.entrySet()) {
            int number = ++batch;
            List<EventRecord> before = ended;
            done =
                    done.thenCompose(
                                    last -> {
                                        long at = millisSince(began);
                                        List<EventRecord> records = new ArrayList<>();
                                        before.forEach(e -> records.add(at(at, e)));
                                        records.add(event(at, stage.getKey(), StageStatus.RUNNING));
                                        return orchestrator.post(
                                                path + "/events",
                                                token,
                                                EventBatch.of(number, records));
                                    })
                            .thenRunAsync(() -> {}, later(stage.getValue()));
            ended = List.of(event(0, stage.getKey(), StageStatus.SUCCEEDED));
        }
        return done;
    }
}
