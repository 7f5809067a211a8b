package dev.buildserver.benchmarks.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.benchmarks.stack.StackAccess;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Agents with a script around a running stack, a client, and what the client was told. */
public final class Trial implements AutoCloseable {
    // A pool without real agents.
    private static final String POOL = "Docker";
    private static final String BUILDS = "/api/v1/builds";
    private static final long LOOK_MILLIS = 1_000;
    private static final InstantSource CLOCK = InstantSource.system();

    private final Api gateway;
    private final List<ScriptedAgent> agents = new ArrayList<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final List<UUID> open = new ArrayList<>();
    private final Told told = new Told();

    /** Agents register and wait for work. */
    public Trial(StackAccess stack, Script script, int count) throws IOException {
        this.gateway = new Api(stack.gatewayPort(), stack.tokens().developer("default"));
        Api orchestrator = new Api(stack.orchestratorPort(), stack.tokens().ofPool(POOL));
        for (int i = 1; i <= count; i++) {
            agents.add(new ScriptedAgent(orchestrator, script, "script-agent-" + i, failure));
        }
        agents.forEach(agent -> agent.start(POOL));
    }

    /** Asks for a build of a project. */
    public void submit(int project) {
        Instant at = CLOCK.instant();
        JsonNode answer = gateway.post(BUILDS, request(project)).join();
        Estimated estimated = Estimated.submitted(at, answer);
        told.submitted().add(estimated);
        open.add(estimated.build());
    }

    /**
     * Looks at builds that have not ended.
     *
     * @param most of them, in turn
     */
    public void look(int most) {
        for (int i = 0; i < most && !open.isEmpty(); i++) {
            UUID build = open.remove(0);
            Instant at = CLOCK.instant();
            JsonNode now = gateway.get(BUILDS + "/" + build).join();
            switch (now.path("status").asText()) {
                case "Queued" -> told.waiting().add(Estimated.waiting(at, now));
                case "Running" -> told.running().add(Estimated.running(at, now));
                default -> {
                    told.ended(build, now);
                    continue;
                }
            }
            open.add(build);
        }
    }

    /** Waits until all have ended. */
    public void finish(int lookAtOnce) throws InterruptedException, ExecutionException {
        while (!open.isEmpty()) {
            look(lookAtOnce);
            pass(LOOK_MILLIS);
        }
    }

    /** Lets time pass. */
    public void pass(long millis) throws InterruptedException, ExecutionException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                .execute(() -> over.complete(null));
        CompletableFuture.anyOf(over, failure).get();
    }

    /** What was told from now on is what counts. */
    public void forget() {
        told.forget();
    }

    /** How far off it was. */
    public void report(Map<String, Object> results) {
        told.report(results, agents.size());
    }

    private static Map<String, Object> request(int project) {
        Map<String, Object> job = new HashMap<>();
        job.put("projectName", Script.name(project));
        job.put("repositoryUrl", "https://git.example.com/" + Script.name(project) + ".git");
        job.put("gitRef", "refs/heads/main");
        job.put("solutionPath", "Greeter.sln");
        job.put("configuration", "Release");
        job.put("runTests", true);
        return Map.of("job", job, "targetPool", POOL, "strategy", "Clean", "priority", "Normal");
    }

    @Override
    public void close() {
        agents.forEach(ScriptedAgent::stop);
    }
}
