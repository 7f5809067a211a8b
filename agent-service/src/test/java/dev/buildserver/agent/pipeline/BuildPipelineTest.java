package dev.buildserver.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.agent.execute.OutputFile;
import dev.buildserver.agent.testing.AgentServices;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of an attempt through a running agent. */
@QuarkusTest
@QuarkusTestResource(AgentServices.class)
class BuildPipelineTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    FakeServer server;
    @Inject ScriptedExecution execution;
    @TempDir Path temp;
    private GitHttpServer git;
    private SourceRepository repository;
    private String url;

    @BeforeEach
    void repository() throws Exception {
        git = new GitHttpServer();
        repository = new SourceRepository(temp.resolve("repo"));
        url = git.serve("demo.git", repository.folder());
    }

    @AfterEach
    void close() {
        git.close();
        repository.close();
    }

    @Test
    void buildsWhatALeaseAsksFor() throws Exception {
        // Given
        String commit = repository.write("src/a.txt", "hello").commit("first");
        execution.script(
                context -> {
                    context.report().stageStarted(StageName.BUILD);
                    context.report().log(LogLevel.INFO, "found " + read(context.source()));
                    context.report().stageEnded(StageName.BUILD, StageStatus.SUCCEEDED, null, 0, 0);
                    return new ExecutionResult(
                            Outcome.SUCCEEDED,
                            null,
                            null,
                            List.of(),
                            null,
                            List.of(),
                            List.of(
                                    new OutputFile(
                                            context.source().resolve("src/a.txt"),
                                            "out/a b.txt",
                                            "a b.txt",
                                            ArtifactKind.ASSEMBLY,
                                            "text/plain")));
                });
        Lease lease = Leases.clean(url, "main");
        // When
        server.offer(lease);
        await().atMost(SOON).until(() -> server.results.size() == 1);
        // Then
        AttemptResult result = server.results.get(0);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.commit()).isEqualTo(commit);
        assertThat(result.branch()).isEqualTo("main");
        assertThat(result.artifacts().count()).isEqualTo(1);
        assertThat(result.stages())
                .extracting(StageResult::name)
                .containsExactly(StageName.values());
        assertThat(server.log(lease.attemptUid())).contains("found hello");
        assertThat(server.uploads.keySet())
                .anyMatch(q -> q.startsWith("path=out/a b.txt&name=a b.txt&kind=Assembly"));
    }

    private static String read(Path source) {
        try {
            return Files.readString(source.resolve("src/a.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
