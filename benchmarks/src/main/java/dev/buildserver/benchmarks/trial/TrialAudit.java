package dev.buildserver.benchmarks.trial;

import dev.buildserver.benchmarks.audit.ArtifactAudit;
import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.audit.LedgerComparison;
import dev.buildserver.benchmarks.audit.LogAudit;
import dev.buildserver.benchmarks.audit.jdbc.AuditDatabase;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.stack.StackAccess;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BiPredicate;

/** Waits for the end of all builds, and holds what was told against what is stored. */
public final class TrialAudit {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Set<String> OPEN = Set.of("WAITING", "OPEN", "CANCELLING");

    private final StackAccess access;
    private final Load load;
    private final RedisAccess redis;
    private final int lines;

    /**
     * @param lines of each build's log
     */
    TrialAudit(StackAccess access, Load load, RedisAccess redis, int lines) {
        this.access = access;
        this.load = load;
        this.redis = redis;
        this.lines = lines;
    }

    /**
     * Asks for no more builds and waits until all have ended.
     *
     * @return seconds that it took; the bound when it was too long
     */
    public double settle(Duration bound) throws InterruptedException {
        load.rest();
        long began = System.nanoTime();
        while (!haveEnded() && System.nanoTime() - began < bound.toNanos()) {
            load.pass(LOOK_EVERY);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private boolean haveEnded() {
        try (AuditDatabase database = AuditDatabase.open(access)) {
            return open(database.statuses(load.keyPrefix())) == 0 && load.isQuiet();
        } catch (IOException | SQLException e) {
            // It was killed and comes back; the audit will say so if it does not.
            return false;
        }
    }

    /**
     * To be called when nothing is under way.
     *
     * @param settleSeconds what {@link #settle} said
     * @param sample most builds whose logs and artifacts are read back through the API
     */
    public Verdict verdict(double settleSeconds, int sample) throws Exception {
        Ledger ledger = load.ledger();
        List<Finding> findings = new ArrayList<>();
        Map<String, Long> statuses;
        Map<String, Long> ends;
        try (AuditDatabase database = AuditDatabase.open(access)) {
            statuses = database.statuses(load.keyPrefix());
            ends = database.ends(load.keyPrefix());
            findings.addAll(
                    new LedgerComparison(ledger, database.read(load.keyPrefix()), lines)
                            .findings(true));
            findings.addAll(database.broken());
        }
        findings.addAll(new LogAudit(access, ledger, lines).logs(sample));
        findings.addAll(new ArtifactAudit(access, ledger).artifacts(sample));
        return new Verdict(statuses, ends, open(statuses), settleSeconds, findings);
    }

    private static long open(Map<String, Long> statuses) {
        return statuses.entrySet().stream()
                .filter(entry -> OPEN.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
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
            Map<String, Integer> indexed = redis.indexed(pool);
            ready.forEach(
                    (member, version) -> {
                        if (indexed.getOrDefault(member, -1) < version) {
                            rows.add(
                                    "%s is ready in version %d; indexed: %s"
                                            .formatted(member, version, indexed.get(member)));
                        }
                    });
        } catch (IOException | SQLException | CompletionException e) {
            rows.add("it can't be told: " + e);
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
}
