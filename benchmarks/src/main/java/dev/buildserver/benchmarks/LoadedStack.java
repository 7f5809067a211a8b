package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.audit.LedgerComparison;
import dev.buildserver.benchmarks.audit.LogAudit;
import dev.buildserver.benchmarks.audit.jdbc.AuditDatabase;
import dev.buildserver.benchmarks.load.Gates;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.load.LoadPlan;
import dev.buildserver.benchmarks.measure.ProcessCpu;
import dev.buildserver.benchmarks.stack.MeasuredStack;
import dev.buildserver.benchmarks.stack.StackAccess;
import dev.buildserver.benchmarks.stack.StackMode;
import dev.buildserver.benchmarks.stack.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack with simulated clients and agents around it, and the audit at the end. */
final class LoadedStack implements AutoCloseable {
    private static final Duration REGISTER_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(90);
    private static final int LOG_SAMPLE = 200;

    private final LoadPlan plan;
    private final boolean allLogs;
    private final Optional<TemporaryFolder> temporary;
    private final MeasuredStack stack;
    private final StackAccess access;
    private final Load load;

    private LoadedStack(
            LoadPlan plan,
            boolean allLogs,
            Optional<Gates> gates,
            Optional<TemporaryFolder> temporary,
            MeasuredStack stack)
            throws Exception {
        this.plan = plan;
        this.allLogs = allLogs;
        this.temporary = temporary;
        this.stack = stack;
        this.access = stack.access();
        try (AuditDatabase database = AuditDatabase.open(access)) {
            database.watchTransitions();
        }
        this.load = new Load(access, plan, List.of(access.orchestratorPort()), gates);
    }

    /** Starts everything and registers the agents, which take no work yet. */
    static LoadedStack start(LoadOptions options) throws Exception {
        return start(
                options.plan(),
                options.allLogs(),
                options.mode(),
                Optional.ofNullable(options.folder()),
                Optional.empty());
    }

    /**
     * The same, in a new temporary folder.
     *
     * @param gates hold attempts
     */
    static LoadedStack start(LoadPlan plan, Gates gates) throws Exception {
        return start(plan, false, StackMode.SERVER, Optional.empty(), Optional.of(gates));
    }

    private static LoadedStack start(
            LoadPlan plan,
            boolean allLogs,
            StackMode mode,
            Optional<Path> kept,
            Optional<Gates> gates)
            throws Exception {
        Optional<TemporaryFolder> temporary =
                kept.isEmpty()
                        ? Optional.of(TemporaryFolder.create("buildserver-bench-"))
                        : Optional.empty();
        Path folder = kept.orElseGet(() -> temporary.orElseThrow().path());
        MeasuredStack stack = MeasuredStack.start(folder, mode.environment());
        try {
            LoadedStack loaded = new LoadedStack(plan, allLogs, gates, temporary, stack);
            loaded.load.register(REGISTER_WITHIN);
            return loaded;
        } catch (Exception e) {
            stack.close();
            temporary.ifPresent(TemporaryFolder::close);
            throw e;
        }
    }

    Load load() {
        return load;
    }

    StackAccess access() {
        return access;
    }

    /** Processor time so far by process, milliseconds; the load's own is {@code generator}. */
    Map<String, Double> cpuMillis() throws IOException {
        Map<String, Long> pids = access.processes();
        pids.put("generator", ProcessHandle.current().pid());
        return ProcessCpu.millis(pids);
    }

    /**
     * Ends the load and audits.
     *
     * @param all whether builds that wait are to be finished before
     * @param out findings are printed there
     */
    List<Finding> audit(boolean all, PrintWriter out) throws Exception {
        Ledger ledger = load.stop(all, STOP_WITHIN);
        List<Finding> findings = new ArrayList<>();
        try (AuditDatabase database = AuditDatabase.open(access)) {
            findings.addAll(
                    new LedgerComparison(ledger, database.read(load.keyPrefix()), plan.lines())
                            .findings(all));
            findings.addAll(database.broken());
        }
        findings.addAll(
                new LogAudit(access, ledger, plan.lines())
                        .logs(allLogs ? Integer.MAX_VALUE : LOG_SAMPLE));
        findings.forEach(out::println);
        if (!findings.isEmpty()) {
            temporary.ifPresent(TemporaryFolder::keep);
            out.println("The data stays in " + stack.data());
        }
        return findings;
    }

    @Override
    public void close() {
        load.close();
        stack.close();
        temporary.ifPresent(TemporaryFolder::close);
    }
}
