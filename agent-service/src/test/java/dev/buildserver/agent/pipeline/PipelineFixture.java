package dev.buildserver.agent.pipeline;

import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.testing.DemoRepository;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.domain.build.StageStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A repository for a running agent to build, and what the agent tells of it. */
final class PipelineFixture implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);

    /** Of the repository. */
    final String url;

    /** Its only one, on main: the file {@code src/a.txt} that says hello. */
    final String commit;

    private final FakeServer server;
    private final DemoRepository demo;

    /** The server forgets what was before. */
    PipelineFixture(FakeServer server, Path folder) throws Exception {
        server.forget();
        this.server = server;
        demo = new DemoRepository(folder);
        commit = demo.repository().write("src/a.txt", "hello").commit("first");
        url = demo.url();
    }

    /** What an attempt comes to; the agent holds nothing any more then. */
    AttemptResult build(Lease lease) {
        server.offer(lease);
        await().atMost(SOON).until(() -> !server.results.isEmpty());
        awaitIdle();
        return server.results.get(0);
    }

    void awaitIdle() {
        int seen = server.heartbeats.size();
        await().atMost(SOON)
                .until(
                        () ->
                                server.heartbeats.stream()
                                        .skip(seen)
                                        .anyMatch(beat -> beat.held().isEmpty()));
    }

    Stream<EventRecord.Stage> stages(Lease lease) {
        return server.events(lease.attemptUid()).stream()
                .filter(EventRecord.Stage.class::isInstance)
                .map(EventRecord.Stage.class::cast);
    }

    /** How each stage ended, in their order. */
    List<EventRecord.Stage> stageEnds(Lease lease) {
        return stages(lease)
                .filter(stage -> stage.status() != StageStatus.RUNNING)
                .sorted(Comparator.comparing(EventRecord.Stage::name))
                .toList();
    }

    @Override
    public void close() {
        demo.close();
    }
}
