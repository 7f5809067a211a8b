package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.Daemon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFetchTest {
    @TempDir Path temp;
    private FetchFixture fixture;
    private GitHttpServer server;
    private SourceRepository repository;
    private String url;
    private String first;
    private String second;

    @BeforeEach
    void repository() throws Exception {
        fixture = new FetchFixture(temp.resolve("work"), Map.of());
        server = new GitHttpServer();
        repository = new SourceRepository(temp.resolve("repo"));
        first = repository.write("a.txt", "one").commit("first");
        repository.git().tag().setName("v1").setAnnotated(false).call();
        second = repository.write("a.txt", "two").commit("second");
        repository.git().tag().setName("v2").setMessage("annotated").setSigned(false).call();
        repository.git().branchCreate().setName("feature/x").call();
        url = server.serve("demo.git", repository.folder());
    }

    @AfterEach
    void close() {
        fixture.close();
        server.close();
        repository.close();
    }

    @ParameterizedTest
    @CsvSource({
        "main, main, two",
        "refs/heads/main, main, two",
        "feature/x, feature/x, two",
        "v1, , one",
        "v2, , two",
        "refs/tags/v1, , one"
    })
    void fetchesBranchesAndTags(String ref, String branch, String content) throws Exception {
        // Given
        Lease lease = Leases.clean(url, ref);
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent(content);
        assertThat(source.commit()).isEqualTo(content.equals("one") ? first : second);
        assertThat(source.branch()).isEqualTo(branch);
        assertThat(source.warm()).isFalse();
        assertThat(commits(workspace)).isEqualTo(1);
    }

    @Test
    void fetchesACommitById() throws Exception {
        // Given
        Lease lease = Leases.clean(url, first);
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("one");
        assertThat(source.commit()).isEqualTo(first);
        assertThat(source.branch()).isNull();
    }

    @Test
    void fetchesACommitByIdFromAServerThatGivesNoIds() throws Exception {
        // Given
        server.refuseCommitIds();
        Lease lease = Leases.clean(url, first);
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("one");
    }

    @Test
    void fetchesTheWholeHistoryWhenAsked() throws Exception {
        // Given
        Lease lease = FullHistory.of(Leases.clean(url, "main"));
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(commits(workspace)).isEqualTo(2);
        try (Repository fetched = open(workspace)) {
            assertThat(fetched.resolve("refs/tags/v1").name()).isEqualTo(first);
        }
    }

    @Test
    void fetchesOverTheGitProtocol() throws Exception {
        // Given
        Daemon daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon.setRepositoryResolver((client, name) -> open(repository.folder()));
        daemon.getService("git-upload-pack").setEnabled(true);
        daemon.start();
        Lease lease =
                Leases.clean(
                        "git://127.0.0.1:" + daemon.getAddress().getPort() + "/demo.git", "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("two");
        daemon.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "refs/tags/v9", "0123456789012345678901234567890123456789"})
    void saysThatARefIsMissing(String ref) {
        // Given
        Lease lease = Leases.clean(url, ref);
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining(ref);
    }

    @Test
    void saysThatARepositoryIsMissing() {
        // Given
        Lease lease = Leases.clean(server.base() + "/other.git", "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("no Git repository");
    }

    @Test
    void triesAnUnreachableServerAgain() {
        // Given
        server.close();
        Lease lease = Leases.clean(url, "main");
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
        server.failNext(1);
        Lease lease = Leases.clean(url, "main");
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
    void usesTheCredentialOfTheHostAndLeavesNoTraceOfIt() throws Exception {
        // Given
        server.requireBasicAuth("reader", "s3cret-token");
        useCredentials("reader", "s3cret-token");
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("two");
        assertThat(Files.readString(workspace.source().resolve(".git/config")))
                .contains(url)
                .doesNotContain("s3cret");
    }

    @Test
    void saysThatCredentialsAreMissing() {
        // Given
        server.requireBasicAuth("reader", "s3cret-token");
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("credentials are missing or refused");
    }

    @Test
    void saysThatCredentialsAreRefused() throws Exception {
        // Given
        server.requireBasicAuth("reader", "s3cret-token");
        useCredentials("reader", "wrong-token");
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("credentials are missing or refused")
                .hasMessageNotContaining("wrong-token");
    }

    @Test
    void refusesACredentialsFileThatOthersCanRead() throws Exception {
        // Given
        Path file = useCredentials("reader", "s3cret-token");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("operator");
    }

    @Test
    void connectsToNoForbiddenAddress() throws Exception {
        // Given
        use(Map.of("buildserver.repositories.allow-loopback", "false"));
        Lease lease = Leases.clean(url.replace("127.0.0.1", "localhost"), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("loopback");
        assertThat(server.requests()).isZero();
    }

    @Test
    void followsNoRedirectToAForbiddenAddress() {
        // Given
        server.redirectTo("http://10.11.12.13");
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("private network");
    }

    @Test
    void followsARedirectToAnAllowedAddress() throws Exception {
        // Given
        try (GitHttpServer moved = new GitHttpServer()) {
            moved.serve("demo.git", repository.folder());
            server.redirectTo(moved.base());
            Lease lease = Leases.clean(url, "main");
            Workspace workspace = fixture.workspaces.open(lease);
            // When
            fixture.fetch(workspace, lease);
            // Then
            assertThat(workspace.source().resolve("a.txt")).hasContent("two");
        }
    }

    @Test
    void readsLocalRepositoriesBelowAllowedFoldersOnly() throws Exception {
        // Given
        use(Map.of("buildserver.repositories.local-folders", temp.resolve("allowed").toString()));
        Path allowed = Files.createDirectories(temp.resolve("allowed"));
        Files.createSymbolicLink(allowed.resolve("escape"), repository.folder());
        try (SourceRepository local = new SourceRepository(allowed.resolve("local"))) {
            local.write("a.txt", "local").commit("local");
        }
        Lease inside = Leases.clean(allowed.resolve("local").toUri().toString(), "main");
        Lease outside = Leases.clean(repository.folder().toUri().toString(), "main");
        Lease escape = Leases.clean(allowed.toUri() + "escape", "main");
        Workspace workspace = fixture.workspaces.open(inside);
        // When
        fixture.fetch(workspace, inside);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("local");
        for (Lease refused : new Lease[] {outside, escape}) {
            assertThatThrownBy(() -> fixture.fetch(fixture.workspaces.open(refused), refused))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("repository URL");
        }
    }

    @Test
    void endsAtOnceWhenCancelledWhileTheServerIsSilent() throws Exception {
        // Given
        server.fallSilent();
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        CompletableFuture<Source> fetching = fetchInBackground(workspace, lease);
        await().until(() -> server.requests() >= 2);
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
        use(Map.of("buildserver.agent.fetch.idle-timeout", "PT1S"));
        server.fallSilent();
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fetchInBackground(workspace, lease).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("stopped answering");
    }

    @Test
    void reportsLfsPointersAndKeepsLinks() throws Exception {
        // Given
        repository.write(
                "big.bin",
                "version https://git-lfs.github.com/spec/v1\noid sha256:"
                        + "0".repeat(64)
                        + "\nsize 12345\n");
        Files.createSymbolicLink(repository.folder().resolve("link"), Path.of("a.txt"));
        repository.commit("third");
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(fixture.report.lines())
                .anyMatch(l -> l.contains("LFS") && l.contains("big.bin"));
        assertThat(workspace.source().resolve("link")).isSymbolicLink();
    }

    @Test
    void removesTheWorkspaceAtItsEnd() throws Exception {
        // Given
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        fixture.fetch(workspace, lease);
        Path closed = Files.createDirectories(workspace.source().resolve("closed/deep"));
        Files.setPosixFilePermissions(
                closed.getParent(), PosixFilePermissions.fromString("---------"));
        // When
        workspace.close();
        // Then
        assertThat(workspace.source()).doesNotExist();
        assertThat(temp.resolve("work/warm")).isEmptyDirectory();
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

    private Path useCredentials(String user, String token) throws Exception {
        Path file = temp.resolve("credentials.json");
        Files.writeString(
                file,
                "[{\"host\": \"127.0.0.1:%d\", \"username\": \"%s\", \"token\": \"%s\", \"plainHttp\": true}]"
                        .formatted(server.port(), user, token));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        use(Map.of("buildserver.agent.git-credentials-file", file.toString()));
        return file;
    }

    private void use(Map<String, String> settings) throws Exception {
        fixture.close();
        fixture = new FetchFixture(temp.resolve("work"), settings);
    }

    private static int commits(Workspace workspace) throws Exception {
        try (Repository fetched = open(workspace);
                org.eclipse.jgit.revwalk.RevWalk walk =
                        new org.eclipse.jgit.revwalk.RevWalk(fetched)) {
            walk.markStart(walk.parseCommit(fetched.resolve("HEAD")));
            int count = 0;
            while (walk.next() != null) {
                count++;
            }
            return count;
        }
    }

    private static Repository open(Workspace workspace) throws Exception {
        return new FileRepositoryBuilder().setWorkTree(workspace.source().toFile()).build();
    }

    private static Repository open(Path folder) {
        try {
            return new FileRepositoryBuilder().setWorkTree(folder.toFile()).build();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The same lease, with history. */
    private static final class FullHistory {
        static Lease of(Lease l) {
            var j = l.job();
            return Leases.of(
                    new dev.buildserver.contract.build.BuildJob(
                            j.projectName(),
                            j.repositoryUrl(),
                            j.gitRef(),
                            j.solutionPath(),
                            j.configuration(),
                            null,
                            j.platform(),
                            null,
                            j.buildProperties(),
                            true,
                            true,
                            true,
                            10,
                            j.metadata(),
                            j.requesterEmail(),
                            j.environment(),
                            null,
                            true),
                    l.strategy(),
                    Duration.ofMinutes(5));
        }
    }
}
