package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.testing.DemoRepository;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.contract.agent.Lease;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Git servers that are away, fail or fall silent. */
class GitServerFaultsTest {
    @TempDir Path temp;
    private FetchFixture fixture;
    private DemoRepository demo;

    @BeforeEach
    void open() throws Exception {
        fixture = new FetchFixture(temp.resolve("work"), Map.of());
        demo = new DemoRepository(temp.resolve("repo"));
        demo.repository().write("a.txt", "two").commit("first");
    }

    @AfterEach
    void close() {
        fixture.close();
        demo.close();
    }

    @Test
    void triesAnUnreachableServerAgain() {
        // Given
        demo.server().close();
        Lease lease = Leases.clean(demo.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("can't be reached");
        assertThat(fixture.report.lines()).filteredOn(l -> l.contains("trying again")).hasSize(2);
    }

    @Test
    void outlivesAShortFailureOfTheServer() throws Exception {
        // Given
        demo.server().failNext(1);
        Lease lease = Leases.clean(demo.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("two");
    }

    @Test
    void saysThatAHostIsUnknown() {
        // Given
        Lease lease = Leases.clean("https://no-such-host.invalid/demo.git", "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("host name has no address");
    }

    @Test
    void endsAtOnceWhenCancelledWhileTheServerIsSilent() throws Exception {
        // Given
        demo.server().fallSilent();
        Lease lease = Leases.clean(demo.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        CompletableFuture<Source> fetching = fetchInBackground(workspace, lease);
        await().until(() -> demo.server().requests() >= 2);
        // When
        fixture.stop.stop(Reason.CANCELLED);
        // Then
        assertThatThrownBy(() -> fetching.get(1, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        workspace.close();
        assertThat(workspace.source()).doesNotExist();
    }

    @Test
    void givesASilentServerUp() throws Exception {
        // Given
        fixture = fixture.with(Map.of("buildserver.agent.fetch.idle-timeout", "PT1S"));
        demo.server().fallSilent();
        Lease lease = Leases.clean(demo.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fetchInBackground(workspace, lease).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("stopped answering");
    }

    private CompletableFuture<Source> fetchInBackground(Workspace workspace, Lease lease) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return fixture.fetch(workspace, lease);
                    } catch (Exception e) {
                        throw new java.util.concurrent.CompletionException(e);
                    }
                });
    }
}
