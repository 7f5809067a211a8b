package dev.buildserver.benchmarks.audit;

import dev.buildserver.benchmarks.stack.StackAccess;
import dev.buildserver.benchmarks.stack.Tokens;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.Endpoint;
import java.io.IOException;
import java.net.URI;
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
        Map<Integer, BuildServerClient> clients = new HashMap<>();
        List<String> rows = new ArrayList<>();
        for (UUID build : builds.subList(0, Math.min(sample, builds.size()))) {
            int tenant = ledger.job(build).tenant();
            if (!clients.containsKey(tenant)) {
                clients.put(tenant, client(Tokens.tenant(tenant + 1)));
            }
            List<String> log = new ArrayList<>();
            clients.get(tenant).log(build, log::add);
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

    private BuildServerClient client(String tenant) throws IOException {
        URI gateway = URI.create("http://127.0.0.1:" + stack.gatewayPort());
        return new BuildServerClient(Endpoint.of(gateway, stack.tokens().developer(tenant)));
    }
}
