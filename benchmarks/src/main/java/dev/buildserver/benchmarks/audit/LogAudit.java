package dev.buildserver.benchmarks.audit;

import dev.buildserver.benchmarks.stack.StackAccess;
import dev.buildserver.cli.client.BuildServerClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Reads logs back through the API, as a developer of each tenant would. */
public final class LogAudit {
    private final StackAccess stack;
    private final Ledger ledger;
    private final int lines;

    /**
     * @param lines of each finished attempt's log
     */
    public LogAudit(StackAccess stack, Ledger ledger, int lines) {
        this.stack = stack;
        this.ledger = ledger;
        this.lines = lines;
    }

    /**
     * Logs that are not as they were told.
     *
     * @param sample most finished builds to look at, chosen at random
     */
    public List<Finding> logs(int sample) throws IOException {
        Map<UUID, List<UUID>> attempts = attemptsOfFinished();
        List<UUID> builds = new ArrayList<>(attempts.keySet());
        Collections.shuffle(builds, new Random());
        TenantClients clients = new TenantClients(stack);
        List<String> rows = new ArrayList<>();
        for (UUID build : builds.subList(0, Math.min(sample, builds.size()))) {
            BuildServerClient client = clients.of(ledger.job(build).tenant());
            List<String> log = new ArrayList<>();
            client.log(build, log::add);
            for (String fault : LogCheck.faults(log, attempts.get(build), lines)) {
                rows.add("build " + build + ": " + fault);
            }
        }
        return rows.isEmpty()
                ? List.of()
                : List.of(new Finding("I8", "a log is read as it was told", rows));
    }

    private Map<UUID, List<UUID>> attemptsOfFinished() {
        Map<UUID, List<UUID>> found = new HashMap<>();
        ledger.attempts().entrySet().stream()
                .filter(entry -> ledger.job(entry.getValue().buildId()).isFinished())
                .filter(entry -> ledger.job(entry.getValue().buildId()).key() != null)
                .sorted(Comparator.comparingInt(entry -> entry.getValue().attemptNo()))
                .forEach(
                        entry ->
                                found.computeIfAbsent(
                                                entry.getValue().buildId(), id -> new ArrayList<>())
                                        .add(entry.getKey()));
        return found;
    }
}
