package dev.buildserver.benchmarks.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How to reach the parts of a running stack, from its data folder. */
public final class StackAccess {
    private final Path data;
    private final JsonNode ports;

    /**
     * @param data folder of a stack that is ready
     */
    public StackAccess(Path data) throws IOException {
        this.data = data;
        this.ports = new ObjectMapper().readTree(data.resolve("ports.json").toFile());
    }

    public int gatewayPort() {
        return ports.path("gateway").asInt();
    }

    public int orchestratorPort() {
        return ports.path("orchestrator").asInt();
    }

    public int artifactPort() {
        return ports.path("artifact").asInt();
    }

    public int cachePort() {
        return ports.path("cache").asInt();
    }

    /** Where the gateway, the first orchestrator and the artifact service tell their health. */
    public List<Integer> managementPorts() {
        JsonNode management = ports.path("management");
        return List.of(
                management.path("gateway").asInt(),
                management.path("orchestrator").asInt(),
                management.path("artifact").asInt());
    }

    /** {@code redis://:password@host:port}. */
    public String redisUrl() throws IOException {
        String password = Files.readString(data.resolve("redis/password")).strip();
        return "redis://:" + password + "@127.0.0.1:" + ports.path("redis").asInt();
    }

    /** Of the services' database. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + ports.path("postgres").asInt() + "/buildserver";
    }

    /** Password of the database's owner, who is named as the database. */
    public String databasePassword() throws IOException {
        return Files.readString(data.resolve("postgres/password")).strip();
    }

    /** Tokens made with the installation's keys. */
    public Tokens tokens() {
        return new Tokens(data.resolve("keys"), InstantSource.system());
    }

    /** A token that may read all builds of the first tenant. */
    public String adminToken() throws IOException {
        return Files.readString(data.resolve("tokens/admin.jwt")).strip();
    }

    /** Process ids by name, as they are now: the launcher (with S3 inside) and what it started. */
    public Map<String, Long> processes() throws IOException {
        JsonNode run = new ObjectMapper().readTree(data.resolve("run.json").toFile());
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("launcher", run.path("launcher").path("pid").asLong());
        run.path("children")
                .forEach(
                        child -> pids.put(child.path("name").asText(), child.path("pid").asLong()));
        return pids;
    }
}
