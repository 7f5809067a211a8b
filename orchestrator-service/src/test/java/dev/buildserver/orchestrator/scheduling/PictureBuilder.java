package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Agents;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Running;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes pictures of pools for tests; a project named "60" takes a minute. */
final class PictureBuilder {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final int NORMAL = 1;

    private final List<Agents> agents = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<LimitDetails> limits = new ArrayList<>();

    static BuildKind kind(String tenant, String project) {
        return new BuildKind(tenant, project, "Clean", "App.sln Release");
    }

    static BuildKind kind(String project) {
        return kind("t", project);
    }

    /** What builds of a project take: its name says it. */
    static Expected expected(BuildKind kind) {
        double seconds = Double.parseDouble(kind.project());
        return new Expected(new Typical(seconds, 0), List.of());
    }

    PictureBuilder agents(int slots, String... sdks) {
        agents.add(
                new Agents(
                        new Capabilities(
                                "Linux",
                                "x64",
                                List.of(sdks),
                                List.of(),
                                slots,
                                4,
                                8L << 30,
                                Map.of()),
                        slots));
        return this;
    }

    PictureBuilder running(String project, long sinceSeconds) {
        return running(0, project, sinceSeconds, 3_600);
    }

    PictureBuilder running(int on, String project, long sinceSeconds, long deadlineSeconds) {
        Progress progress = new Progress(NOW.minusSeconds(sinceSeconds), null, null, false);
        running.add(new Running(on, kind(project), progress, NOW.plusSeconds(deadlineSeconds)));
        return this;
    }

    PictureBuilder waiting(String... projects) {
        for (String project : projects) {
            waiting(kind(project), "", NORMAL);
        }
        return this;
    }

    /** The later, the younger. */
    PictureBuilder waiting(BuildKind kind, String requirementClass, int priority) {
        Instant since = NOW.minusSeconds(1_000).plusMillis(waiting.size());
        waiting.add(
                new Waiting(
                        key(waiting.size()), kind, requirementClass, priority, priority, since));
        return this;
    }

    /**
     * A limit of the usual tenant.
     *
     * @param project null: of all its projects
     * @param used by builds of this pool and others
     */
    PictureBuilder limit(String project, int max, int used) {
        LimitScope scope = project == null ? LimitScope.TENANT : LimitScope.PROJECT;
        limits.add(new LimitDetails(scope, "t", project, max, false, used));
        return this;
    }

    List<LimitDetails> limits() {
        return limits;
    }

    /** Of the n-th that waits, from 0. */
    static TaskKey key(int n) {
        return new TaskKey(new UUID(1, n), 0);
    }

    List<Waiting> waiting() {
        return waiting;
    }

    PoolPicture picture() {
        return new PoolPicture(NOW, agents, running, waiting);
    }
}
