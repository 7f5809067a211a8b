package dev.buildserver.cli.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.cli.client.runtime.SleepingPause;
import dev.buildserver.cli.client.view.AcceptedBuild;
import dev.buildserver.cli.client.view.AgentHealthView;
import dev.buildserver.cli.client.view.AgentView;
import dev.buildserver.cli.client.view.AgentsView;
import dev.buildserver.cli.client.view.ArtifactView;
import dev.buildserver.cli.client.view.ArtifactsView;
import dev.buildserver.cli.client.view.BuildList;
import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.cli.client.view.CacheHealthView;
import dev.buildserver.cli.client.view.CacheReport;
import dev.buildserver.cli.client.view.CancelledBuild;
import dev.buildserver.cli.client.view.LimitView;
import dev.buildserver.cli.client.view.LimitsView;
import dev.buildserver.cli.client.view.PoolView;
import dev.buildserver.cli.client.view.PoolsView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** The gateway's public API. Thread-safe. See the package for what can go wrong. */
public final class BuildServerClient {
    private static final String JSON = "application/json";

    private final Transport transport;
    private final RetryPolicy streamRetries;

    public BuildServerClient(Endpoint endpoint) {
        this(endpoint, RetryPolicy.REQUESTS, RetryPolicy.STREAMS, new SleepingPause());
    }

    /**
     * @param requests of single requests
     * @param streams of logs and downloads: tries without any progress
     */
    public BuildServerClient(
            Endpoint endpoint, RetryPolicy requests, RetryPolicy streams, Pause pause) {
        this.transport = new Transport(endpoint, requests, pause);
        this.streamRetries = streams;
    }

    /**
     * Submits a build.
     *
     * @param idempotencyKey the same key gives the same build, however often it is sent
     */
    public Received<AcceptedBuild> submit(BuildSubmission submission, String idempotencyKey) {
        String body = transport.post(Paths.BUILDS, idempotencyKey, write(submission));
        return read(body, AcceptedBuild.class);
    }

    /** The same, under a key of its own. */
    public Received<AcceptedBuild> submit(BuildSubmission submission) {
        return submit(submission, UUID.randomUUID().toString());
    }

    public Received<BuildView> get(UUID build) {
        return read(transport.get(Paths.build(build), JSON), BuildView.class);
    }

    public Received<BuildList> list(BuildFilter filter) {
        return read(transport.get(Paths.BUILDS + filter.query(), JSON), BuildList.class);
    }

    /**
     * The log so far, of all attempts, line by line in the log's format.
     *
     * @param listener gets lines without their ends; what it was given stays given when the
     *     connection breaks
     */
    public void log(UUID build, Consumer<String> listener) {
        transport.lines(Paths.build(build) + "/logs", listener);
    }

    /**
     * Follows a build until it ends, over lost connections too; every line is given once, in order.
     * Blocks; an interrupt ends it.
     *
     * @param after position to start after; null = from the beginning
     * @return how it ended
     */
    public BuildEvent.End followLog(UUID build, String after, Consumer<BuildEvent> listener) {
        return new LogFollower(
                        transport, streamRetries, LogFollower.SILENCE, build, after, listener)
                .follow();
    }

    /** What the cache did for a build. */
    public Received<CacheReport> cacheReport(UUID build) {
        return read(transport.get(Paths.build(build) + "/cache", JSON), CacheReport.class);
    }

    public Received<CancelledBuild> cancel(UUID build) {
        String path = Paths.build(build) + "/cancel";
        return read(transport.post(path, null, null), CancelledBuild.class);
    }

    /**
     * Builds the same commit with the same options again, as a new build.
     *
     * @param idempotencyKey as for a submission
     */
    public Received<AcceptedBuild> rerun(UUID build, String idempotencyKey) {
        String path = Paths.build(build) + "/rerun";
        return read(transport.post(path, idempotencyKey, null), AcceptedBuild.class);
    }

    public Received<ArtifactsView> artifacts(UUID build) {
        return read(transport.get(Paths.build(build) + "/artifacts", JSON), ArtifactsView.class);
    }

    public Received<ArtifactView> artifact(String artifactId) {
        return read(transport.get(Paths.artifact(artifactId), JSON), ArtifactView.class);
    }

    /**
     * Downloads an artifact. What an earlier, broken download left is continued; the whole is
     * checked against the recorded SHA-256 before it gets its name, and replaces a file that has
     * it.
     *
     * @param target file; its folder is made
     * @throws DownloadFailedException when the content differs or can't be written
     */
    public void download(ArtifactView artifact, Path target, DownloadListener listener) {
        new ArtifactDownload(transport, streamRetries, artifact, listener).to(target);
    }

    public Received<AgentsView> agents() {
        return read(transport.get(Paths.AGENTS, JSON), AgentsView.class);
    }

    public Received<AgentView> agent(String agentId) {
        return read(transport.get(Paths.agent(agentId), JSON), AgentView.class);
    }

    public Received<AgentHealthView> agentHealth(String agentId) {
        String path = Paths.agent(agentId) + "/health";
        return read(transport.get(path, JSON), AgentHealthView.class);
    }

    /** Keeps an agent from taking work, or lets it again; what it runs may finish. */
    public Received<AgentView> maintain(String agentId, boolean enabled, String reason) {
        return order(agentId, "/maintenance", new MaintenanceOrder(enabled, reason));
    }

    /**
     * Keeps an agent from taking work.
     *
     * @param deadline after which what it runs is handed back; null: that may finish
     */
    public Received<AgentView> drain(String agentId, Duration deadline, String reason) {
        Long seconds = deadline == null ? null : deadline.toSeconds();
        return order(agentId, "/drain", new DrainOrder(seconds, reason));
    }

    private Received<AgentView> order(String agentId, String what, Object order) {
        // Asks for a state: repeated, it has the effect of once.
        return read(
                transport.post(Paths.agent(agentId) + what, null, write(order)), AgentView.class);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record MaintenanceOrder(boolean enabled, String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record DrainOrder(Long deadlineSeconds, String reason) {}

    private record LimitOrder(int maxConcurrentBuilds) {}

    public Received<LimitsView> limits() {
        return read(transport.get(Paths.LIMITS, JSON), LimitsView.class);
    }

    /** Limits the builds of a project that run at the same time. */
    public Received<LimitView> limitProject(String project, int max) {
        return read(
                transport.put(Paths.projectLimit(project), write(new LimitOrder(max))),
                LimitView.class);
    }

    /** Limits the builds of a tenant that run at the same time. */
    public Received<LimitView> limitTenant(String tenant, int max) {
        return read(
                transport.put(Paths.tenantLimit(tenant), write(new LimitOrder(max))),
                LimitView.class);
    }

    public Received<LimitView> unlimitProject(String project) {
        return read(transport.delete(Paths.projectLimit(project)), LimitView.class);
    }

    public Received<LimitView> unlimitTenant(String tenant) {
        return read(transport.delete(Paths.tenantLimit(tenant)), LimitView.class);
    }

    /** How the build cache does. */
    public Received<CacheHealthView> cacheHealth() {
        return read(transport.get(Paths.CACHE_HEALTH, JSON), CacheHealthView.class);
    }

    /** Lets a quarantined project use the cache again. */
    public Received<CacheHealthView.Quarantine> liftQuarantine(String id) {
        return read(transport.delete(Paths.quarantine(id)), CacheHealthView.Quarantine.class);
    }

    public Received<PoolsView> pools() {
        return read(transport.get(Paths.POOLS, JSON), PoolsView.class);
    }

    public Received<PoolView> poolHealth(String name) {
        return read(transport.get(Paths.pool(name) + "/health", JSON), PoolView.class);
    }

    private static String write(Object body) {
        try {
            return ClientJson.mapper().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A request that is no JSON", e);
        }
    }

    private static <T> Received<T> read(String body, Class<T> type) {
        try {
            JsonNode json = ClientJson.mapper().readTree(body);
            return new Received<>(ClientJson.mapper().treeToValue(json, type), json);
        } catch (JsonProcessingException e) {
            throw new ServerUnreachableException(
                    "The server's answer is not what this client understands: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
