package dev.buildserver.orchestrator.queue.redis;

import java.util.stream.Collectors;

/** What of {@code INFO} tells one server, and one history of its data, from another. */
final class ServerName {
    private ServerName() {}

    /** {@code run_id} changes by a restart, {@code master_replid} by a failover. */
    static String of(String info) {
        return info.lines()
                .filter(line -> line.startsWith("run_id:") || line.startsWith("master_replid:"))
                .collect(Collectors.joining(" "));
    }
}
