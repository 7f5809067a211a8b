package dev.buildserver.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.buildserver.agent.claim.HeldAttempts;
import dev.buildserver.agent.claim.IntakeGate;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.agent.execute.Shadow;
import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.agent.execute.VerificationConfig;
import dev.buildserver.agent.fetch.Workspace;
import dev.buildserver.agent.fetch.Workspaces;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.agent.testing.AgentServices;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.BuildStrategy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an idle agent does with a build that may be verified. */
@QuarkusTest
@QuarkusTestResource(AgentServices.class)
class IdleVerificationTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    FakeServer server;
    @Inject ScriptedExecution execution;
    @Inject HeldAttempts held;
    @Inject IntakeGate gate;
    @Inject VerificationConfig config;
    @Inject Workspaces workspaces;
    @TempDir Path temp;
    private GitHttpServer git;
    private SourceRepository repository;
    private String url;
    private volatile Path source;

    @BeforeEach
    void repository() throws Exception {
        server.forget();
        git = new GitHttpServer();
        repository = new SourceRepository(temp.resolve("repo"));
        repository.write("src/a.txt", "hello").commit("first");
        url = git.serve("demo.git", repository.folder());
    }

    @AfterEach
    void close() {
        git.close();
        repository.close();
    }

    @Test
    void aBuildIsVerifiedInItsOwnFoldersAfterItsResultAndTheFoldersGoThen() {
        // Given
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        script(
                stop -> {
                    seen.complete(Files.exists(source.resolve("src/a.txt")));
                    end.await();
                });

        // When
        server.offer(Leases.of(Leases.job(url, "main"), BuildStrategy.CACHED, SOON));

        // Then
        assertThat(seen).succeedsWithin(SOON).isEqualTo(true);
        assertThat(server.results).hasSize(1);
        assertThat(source).exists();
        end.countDown();
        await().atMost(SOON).until(() -> !Files.exists(source));
    }

    @Test
    void realWorkEndsItAtOnceAndIsNotHeldUp() {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicReference<StopSignal.Reason> stopped = new AtomicReference<>();
        script(
                stop -> {
                    stop.onStop(end::countDown);
                    begun.countDown();
                    end.await();
                    stopped.set(stop.reason().orElse(null));
                });
        server.offer(Leases.of(Leases.job(url, "main"), BuildStrategy.CACHED, SOON));
        await().atMost(SOON).until(() -> begun.getCount() == 0);
        execution.script(context -> ScriptedExecution.succeeded());

        // When
        server.offer(Leases.clean(url, "main"));

        // Then
        await().atMost(SOON).untilAtomic(stopped, equalTo(StopSignal.Reason.CANCELLED));
        await().atMost(SOON).until(() -> server.results.size() == 2);
        assertThat(server.results.get(1).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void oneThatFailsHarmsNobody() {
        // Given
        script(
                stop -> {
                    throw new IllegalStateException("a fault of the agent");
                });

        // When
        server.offer(Leases.of(Leases.job(url, "main"), BuildStrategy.CACHED, SOON));
        await().atMost(SOON).until(() -> source != null && !Files.exists(source));
        server.offer(Leases.clean(url, "main"));

        // Then
        await().atMost(SOON).until(() -> server.results.size() == 2);
    }

    @Test
    void oneThatIsGivenUpBeforeItsTimeHoldsOnToNothing() {
        // Given
        Never timers = new Never();
        IdleVerification verification = new IdleVerification(held, gate, timers, config);
        try (Workspace workspace = workspaces.open(Leases.clean(url, "main"))) {
            Object[] build = {new Object()};
            WeakReference<Object> known = new WeakReference<>(build[0]);
            verification.offer(workspace, holding(build[0]));

            // When
            verification.giveUp();
            build[0] = null;

            // Then
            await().atMost(SOON).until(() -> isGone(known));
            assertThat(timers.waiting).hasSize(1);
        }
    }

    private static Shadow holding(Object build) {
        return stop -> build.hashCode();
    }

    private static boolean isGone(WeakReference<Object> known) {
        System.gc();
        return known.get() == null;
    }

    /** Its time never comes. */
    private static final class Never implements Tasks {
        private final List<Runnable> waiting = new ArrayList<>();

        @Override
        public <T> Future<T> start(String name, Callable<T> task) {
            throw new AssertionError(name);
        }

        @Override
        public Future<?> later(Duration delay, Runnable task) {
            waiting.add(task);
            return new CompletableFuture<>();
        }
    }

    private void script(Shadow shadow) {
        execution.script(
                context -> {
                    source = context.source();
                    return verifiable(shadow);
                });
    }

    private static ExecutionResult verifiable(Shadow shadow) {
        return new ExecutionResult(
                Outcome.SUCCEEDED,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                shadow);
    }
}
