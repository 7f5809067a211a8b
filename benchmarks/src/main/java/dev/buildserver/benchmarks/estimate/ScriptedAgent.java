package dev.buildserver.benchmarks.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Usage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An agent with one slot, whose builds last as long as the script says. */
final class ScriptedAgent {
    private static final long BEAT_MILLIS = 3_000;

    private final Api orchestrator;
    private final Script script;
    private final String name;
    private final CompletableFuture<Void> failure;
    private String session;
    private long beats;
    private volatile UUID held;
    private volatile boolean stopped;

    /**
     * @param failure completed by whatever goes wrong
     */
    ScriptedAgent(Api orchestrator, Script script, String name, CompletableFuture<Void> failure) {
        this.orchestrator = orchestrator;
        this.script = script;
        this.name = name;
        this.failure = failure;
    }

    /** Registers, and takes work until {@link #stop}. */
    void start(String pool) {
        Capabilities capabilities =
                new Capabilities("Linux", "x64", List.of(), List.of(), 1, 4, 16L << 30, Map.of());
        RegisterAgent registration =
                new RegisterAgent(name, name, pool, "script", 1, capabilities, UUID.randomUUID());
        JsonNode answer = orchestrator.post("/agents/v1/register", registration).join();
        session = "/agents/v1/sessions/" + answer.path("sessionId").asText();
        beat();
        poll();
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
        watched(orchestrator.post(session + "/heartbeat", heartbeat));
        CompletableFuture.delayedExecutor(BEAT_MILLIS, TimeUnit.MILLISECONDS).execute(this::beat);
    }

    private void poll() {
        if (stopped) {
            return;
        }
        LeaseRequest request = new LeaseRequest(1, List.of(), false, List.of());
        watched(
                orchestrator
                        .post(session + "/lease?wait=20s", request)
                        .thenCompose(this::run)
                        .thenRunAsync(this::poll));
    }

    private CompletableFuture<?> run(JsonNode answer) {
        JsonNode lease = answer.path("leases").path(0);
        if (lease.isMissingNode()) {
            return CompletableFuture.completedFuture(null);
        }
        held = ScriptedAttempt.uid(lease);
        int project = Script.project(lease.path("job").path("projectName").asText());
        return new ScriptedAttempt(orchestrator, lease, script.nextBuild(project))
                .run()
                .thenRun(() -> held = null);
    }

    private void watched(CompletableFuture<?> work) {
        work.whenComplete(
                (done, e) -> {
                    if (e != null && !stopped) {
                        failure.completeExceptionally(e);
                    }
                });
    }
}
