package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.testing.DemoRepository;
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

/** What of a repository comes into a workspace. */
class SourceFetchTest {
    @TempDir Path temp;
    private FetchFixture fixture;
    private DemoRepository demo;
    private String first;
    private String second;

    @BeforeEach
    void open() throws Exception {
        fixture = new FetchFixture(temp.resolve("work"), Map.of());
        demo = new DemoRepository(temp.resolve("repo"));
        SourceRepository repository = demo.repository();
        first = repository.write("a.txt", "one").commit("first");
        repository.git().tag().setName("v1").setAnnotated(false).call();
        second = repository.write("a.txt", "two").commit("second");
        repository.git().tag().setName("v2").setMessage("annotated").setSigned(false).call();
        repository.git().branchCreate().setName("feature/x").call();
    }

    @AfterEach
    void close() {
        fixture.close();
        demo.close();
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
        Lease lease = Leases.clean(demo.url(), ref);
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
        Lease lease = Leases.clean(demo.url(), first);
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
        demo.server().refuseCommitIds();
        Lease lease = Leases.clean(demo.url(), first);
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("one");
    }

    @Test
    void fetchesTheWholeHistoryWhenAsked() throws Exception {
        // Given
        Lease lease = FullHistory.of(Leases.clean(demo.url(), "main"));
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
        daemon.setRepositoryResolver((client, name) -> open(demo.repository().folder()));
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
        Lease lease = Leases.clean(demo.url(), ref);
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining(ref);
    }

    @Test
    void saysThatARepositoryIsMissing() {
        // Given
        Lease lease = Leases.clean(demo.server().base() + "/other.git", "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("no Git repository");
    }

    @Test
    void reportsLfsPointersAndKeepsLinks() throws Exception {
        // Given
        demo.repository()
                .write(
                        "big.bin",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:"
                                + "0".repeat(64)
                                + "\nsize 12345\n");
        Files.createSymbolicLink(demo.repository().folder().resolve("link"), Path.of("a.txt"));
        demo.repository().commit("third");
        Lease lease = Leases.clean(demo.url(), "main");
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
        Lease lease = Leases.clean(demo.url(), "main");
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
