package dev.buildserver.benchmarks.trial;

import dev.buildserver.benchmarks.audit.jdbc.AuditDatabase;
import dev.buildserver.benchmarks.load.Gates;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.benchmarks.stack.StackAccess;
import dev.buildserver.benchmarks.stack.TemporaryFolder;
import dev.buildserver.embedded.process.LoopbackPorts;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running stack whose parts are reached through relays, with a load around it. */
public final class TrialStack implements AutoCloseable {
    private static final Duration REGISTER_WITHIN = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int PROBE_MILLIS = 2_000;

    private final TrialPlan plan;
    private final Optional<TemporaryFolder> temporary;
    private final Vertx vertx;
    private final Relay s3;
    private final MeasuredStack stack;
    private final StackAccess access;
    private final Load load;

    private TrialStack(
            TrialPlan plan,
            Optional<TemporaryFolder> temporary,
            Vertx vertx,
            Relay s3,
            MeasuredStack stack,
            List<Integer> orchestrators,
            Optional<Gates> gates)
            throws Exception {
        this.plan = plan;
        this.temporary = temporary;
        this.vertx = vertx;
        this.s3 = s3;
        this.stack = stack;
        this.access = stack.access();
        try (AuditDatabase database = AuditDatabase.open(access)) {
            database.watchTransitions();
        }
        this.load = new Load(access, plan.load(), orchestrators, gates);
    }

    /**
     * Starts everything and registers the agents, which take no work yet.
     *
     * @param gates hold attempts; empty = they go as the plan says
     */
    public static TrialStack start(TrialPlan plan, Optional<Gates> gates) throws Exception {
        Optional<TemporaryFolder> temporary =
                plan.folder() == null
                        ? Optional.of(TemporaryFolder.create("buildserver-trial-"))
                        : Optional.empty();
        Path folder = temporary.map(TemporaryFolder::path).orElse(plan.folder());
        List<Integer> free = LoopbackPorts.free(3 + plan.replicas());
        List<Integer> orchestrators = free.subList(3, free.size());
        Vertx vertx = Vertx.vertx();
        Relay s3 = Relay.start(vertx, free.get(0), List.of(free.get(1)));
        Relay.start(vertx, free.get(2), orchestrators);
        Map<String, String> environment = new HashMap<>(plan.mode().environment());
        environment.putAll(plan.settings());
        environment.put("BUILDSERVER_TRIAL_S3_URL", url(free.get(0)));
        environment.put("BUILDSERVER_TRIAL_S3_PORT", free.get(1).toString());
        environment.put("BUILDSERVER_TRIAL_ORCHESTRATOR_URL", url(free.get(2)));
        environment.put(
                "BUILDSERVER_TRIAL_ORCHESTRATOR_PORTS",
                String.join(",", orchestrators.stream().map(Object::toString).toList()));
        // However often a service is killed, it is started again.
        environment.put("BUILDSERVER_TRIAL_RESTART_WINDOW", "PT1S");
        MeasuredStack stack = null;
        try {
            stack = MeasuredStack.start(folder, environment);
            TrialStack trial =
                    new TrialStack(plan, temporary, vertx, s3, stack, orchestrators, gates);
            trial.load.register(REGISTER_WITHIN);
            return trial;
        } catch (Exception e) {
            if (stack != null) {
                stack.close();
            }
            vertx.close();
            temporary.ifPresent(TemporaryFolder::close);
            throw e;
        }
    }

    public Load load() {
        return load;
    }

    public StackAccess access() {
        return access;
    }

    public Processes processes() {
        return new Processes(access);
    }

    public RedisAccess redis() {
        return new RedisAccess(vertx, access);
    }

    /** Its data, with the logs of all parts. */
    public Path data() {
        return stack.data();
    }

    /** S3 is away until it is mended. */
    public void cutS3() {
        s3.cut();
    }

    public void mendS3() {
        s3.mend();
    }

    /** Waits until all services take work. */
    public void awaitReady(Duration bound) throws InterruptedException, IOException {
        long began = System.nanoTime();
        List<Integer> waiting = new ArrayList<>(access.managementPorts());
        while (!waiting.isEmpty()) {
            waiting.removeIf(TrialStack::isReady);
            if (System.nanoTime() - began > bound.toNanos()) {
                throw new IOException("services are not ready again within " + bound);
            }
            load.pass(LOOK_EVERY);
        }
    }

    private static boolean isReady(int managementPort) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create(url(managementPort) + "/q/health/ready")
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it kept its promises. */
    public TrialAudit audit() {
        return new TrialAudit(access, load, redis(), plan.load().lines());
    }

    /** The data stays when the stack is closed. */
    public void keepData() {
        temporary.ifPresent(TemporaryFolder::keep);
    }

    @Override
    public void close() {
        load.close();
        stack.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        temporary.ifPresent(TemporaryFolder::close);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
