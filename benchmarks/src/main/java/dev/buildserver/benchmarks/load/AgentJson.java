package dev.buildserver.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.buildserver.cli.client.ClientJson;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.RegisterAgent;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What agents send; that which they send often is put together by hand. */
final class AgentJson {
    private AgentJson() {}

    static Buffer registration(String name, String pool, int slots) {
        Capabilities capabilities =
                new Capabilities(
                        "Linux",
                        "x64",
                        List.of("8.0.404"),
                        List.of("git"),
                        slots,
                        4,
                        16L << 30,
                        Map.of());
        RegisterAgent agent =
                new RegisterAgent(name, name, pool, "load", 1, capabilities, UUID.randomUUID());
        try {
            return Buffer.buffer(ClientJson.mapper().writeValueAsBytes(agent));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Buffer heartbeat(
            long sequence, Collection<UUID> held, int freeSlots, boolean accepting) {
        return Buffer.buffer(
                "{\"sequence\":"
                        + sequence
                        + ",\"held\":["
                        + list(held)
                        + "],\"freeSlots\":"
                        + freeSlots
                        + ",\"usage\":{\"cpuPercent\":42.5,\"memoryPercent\":37.5,"
                        + "\"availableDiskBytes\":107374182400},\"accepting\":"
                        + accepting
                        + ",\"checks\":[{\"name\":\"Disk Space\",\"healthy\":true}]}");
    }

    static Buffer leaseRequest(int freeSlots, Collection<UUID> held, boolean recheck) {
        return Buffer.buffer(
                "{\"freeSlots\":"
                        + freeSlots
                        + ",\"held\":["
                        + list(held)
                        + "],\"recheck\":"
                        + recheck
                        + ",\"warm\":[]}");
    }

    private static String list(Collection<UUID> uids) {
        return uids.stream().map(uid -> "\"" + uid + "\"").collect(Collectors.joining(","));
    }
}
