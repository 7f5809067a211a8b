package dev.buildserver.benchmarks.trial;

import dev.buildserver.benchmarks.audit.ArtifactAudit;
import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.audit.LedgerComparison;
import dev.buildserver.benchmarks.audit.LogAudit;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** A running stack whose parts are reached through relays, with a load around it. */
public final class TrialStack implements AutoCloseable {
    private static final Duration REGISTER_WITHIN = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int PROBE_MILLIS = 2_000;
    private static final Set<String> OPEN = Set.of("WAITING", "OPEN", "CANCELLING");

    private final TrialPlan plan;
    private final Optional<TemporaryFolder> temporary;
    private final Vertx vertx;
    private final Relay s3;
    private final MeasuredStack stack;
    private final StackAccess access;
    private final Load load;
    private boolean keep;

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

    /**
     * Asks for no more builds and waits until all have ended.
     *
     * @return seconds that it took; the bound when it was too long
     */
    public double settle(Duration bound) throws InterruptedException {
        load.rest();
        long began = System.nanoTime();
        while (System.nanoTime() - began < bound.toNanos()) {
            if (openBuilds() == 0 && load.isQuiet()) {
                break;
            }
            load.pass(LOOK_EVERY);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /**
     * Holds what was told against what is stored. To be called when nothing is under way.
     *
     * @param settleSeconds what {@link #settle} said
     * @param sample most builds whose logs and artifacts are read back through the API
     */
    public Verdict audit(double settleSeconds, int sample) throws Exception {
        Ledger ledger = load.ledger();
        List<Finding> findings = new ArrayList<>();
        Map<String, Long> statuses;
        Map<String, Long> ends;
        try (AuditDatabase database = AuditDatabase.open(access)) {
            statuses = database.statuses(load.keyPrefix());
            ends = database.ends(load.keyPrefix());
            findings.addAll(
                    new LedgerComparison(
                                    ledger, database.read(load.keyPrefix()), plan.load().lines())
                            .findings(true));
            findings.addAll(database.broken());
        }
        findings.addAll(new LogAudit(access, ledger, plan.load().lines()).logs(sample));
        findings.addAll(new ArtifactAudit(access, ledger).artifacts(sample));
        if (ledger.refusedCount() > 0) {
            String row = ledger.refusedCount() + " submissions were refused for good";
            findings.add(new Finding("I1", "a valid submission is accepted", List.of(row)));
        }
        keep |= !findings.isEmpty();
        long stuck =
                statuses.entrySet().stream()
                        .filter(entry -> OPEN.contains(entry.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return new Verdict(statuses, ends, stuck, settleSeconds, findings);
    }

    /**
     * I14: every ready task of the pool is in the index, in its version or a newer one.
     *
     * @param bound by then it must be so
     */
    public List<Finding> awaitIndexed(String pool, Duration bound) throws InterruptedException {
        long began = System.nanoTime();
        List<String> gaps = indexGaps(pool);
        while (!gaps.isEmpty() && System.nanoTime() - began < bound.toNanos()) {
            load.pass(LOOK_EVERY);
            gaps = indexGaps(pool);
        }
        return gaps.isEmpty()
                ? List.of()
                : List.of(new Finding("I14", "a ready task is in the index", gaps));
    }

    private List<String> indexGaps(String pool) {
        List<String> rows = new ArrayList<>();
        try (AuditDatabase database = AuditDatabase.open(access)) {
            Map<String, Integer> ready = database.ready(pool);
            Map<String, Integer> indexed = redis().indexed(pool);
            ready.forEach(
                    (member, version) -> {
                        if (indexed.getOrDefault(member, -1) < version) {
                            rows.add(
                                    "%s is ready in version %d; indexed: %s"
                                            .formatted(member, version, indexed.get(member)));
                        }
                    });
        } catch (Exception e) {
            rows.add("not known: " + e);
        }
        return rows;
    }

    /**
     * No session ends because the servers were silent: each that expired is of an agent to which
     * something had happened.
     *
     * @param harmed whether something had happened to the agent, counted from 0, shortly before
     */
    public List<Finding> expiredUnharmed(BiPredicate<Integer, Instant> harmed) throws Exception {
        String prefix = Load.agentPrefix();
        List<String> rows = new ArrayList<>();
        try (AuditDatabase database = AuditDatabase.open(access)) {
            for (AuditDatabase.Expired expired : database.expired(prefix)) {
                int agent = Integer.parseInt(expired.agent().substring(prefix.length())) - 1;
                if (!harmed.test(agent, expired.endedAt())) {
                    rows.add(expired.toString());
                }
            }
        }
        return rows.isEmpty()
                ? List.of()
                : List.of(new Finding("I10", "only sessions of silent agents expire", rows));
    }

    /** Builds that have not ended; -1 when the database does not answer. */
    public long openBuilds() {
        try (AuditDatabase database = AuditDatabase.open(access)) {
            return database.statuses(load.keyPrefix()).entrySet().stream()
                    .filter(entry -> OPEN.contains(entry.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        } catch (Exception e) {
            return -1;
        }
    }

    /** The data stays when the stack is closed. */
    public void keepData() {
        keep = true;
    }

    @Override
    public void close() {
        load.close();
        stack.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        if (!keep) {
            temporary.ifPresent(TemporaryFolder::close);
        }
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
