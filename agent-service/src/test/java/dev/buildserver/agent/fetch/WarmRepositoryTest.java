package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Git repository of a kept tree: to be trusted, and to tell no more than a fresh clone. */
class WarmRepositoryTest {
    @TempDir Path temp;
    private WarmBuilds builds;
    private FetchFixture fixture;
    private SourceRepository repository;

    @BeforeEach
    void open() throws Exception {
        builds = new WarmBuilds(temp);
        fixture = builds.fixture();
        repository = builds.repository();
    }

    @AfterEach
    void close() {
        builds.close();
    }

    @Test
    void tellsOfNoOtherRefsThanAFreshClone() throws Exception {
        // Given
        repository.git().tag().setName("v1").setSigned(false).call();
        repository.git().branchCreate().setName("other").call();
        builds.build(builds.incremental("v1"), true);
        builds.build(builds.incremental("other"), true);
        Lease lease = builds.incremental();
        builds.build(lease, true);
        try (Git git = Git.open(builds.warmSource().toFile())) {
            git.tag().setName("made-by-a-build").setSigned(false).call();
        }
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.warm()).isTrue();
        Lease clean = Leases.clean(builds.url(), "main");
        Workspace fresh = fixture.workspaces.open(clean);
        fixture.fetch(fresh, clean);
        assertThat(refs(workspace)).isEqualTo(refs(fresh));
    }

    @Test
    void tellsOfNoRefThatHasGone() throws Exception {
        // Given
        repository.git().tag().setName("v1").setSigned(false).call();
        repository.git().branchCreate().setName("other").call();
        Lease lease = builds.withHistory("main");
        builds.build(lease, true);
        repository.git().tagDelete().setTags("v1").call();
        repository.git().branchDelete().setBranchNames("other").setForce(true).call();
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.warm()).isTrue();
        assertThat(refs(workspace))
                .containsOnlyKeys("HEAD", "refs/heads/main", "refs/remotes/origin/main");
    }

    @Test
    void knowsOfTagsThatACommitHasGotSince() throws Exception {
        // Given
        String commit = repository.commit("second");
        Lease lease = builds.withHistory(commit);
        builds.build(lease, true);
        repository.git().tag().setName("v1").setSigned(false).call();
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        fixture.fetch(workspace, lease);
        // Then
        assertThat(refs(workspace)).containsKey("refs/tags/v1");
    }

    @Test
    void knowsAsMuchOfTheHistoryAsAFreshClone() throws Exception {
        // Given
        String commit = repository.commit("second");
        builds.build(builds.withHistory("main"), true);
        // When / Then
        for (Lease lease :
                List.of(
                        builds.incremental(),
                        builds.withHistory("main"),
                        builds.incremental(commit),
                        builds.incremental())) {
            Workspace workspace = fixture.workspaces.open(lease);
            Source source = fixture.fetch(workspace, lease);
            try (Git git = Git.open(workspace.source().toFile())) {
                assertThat(git.log().call()).hasSize(lease.job().fullHistory() ? 2 : 1);
            }
            workspace.keep(source);
            workspace.close();
        }
    }

    @Test
    void survivesADamagedRepository() throws Exception {
        // Given
        Lease lease = builds.incremental();
        builds.build(lease, true);
        Path packs = builds.warmSource().resolve(".git/objects/pack");
        try (Stream<Path> files = Files.list(packs)) {
            for (Path file : files.toList()) {
                FolderRemoval.remove(file);
            }
        }
        Files.writeString(builds.warmSource().resolve(".git/index"), "no index");
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("app/a.cs")).hasContent("class A {}");
    }

    @Test
    void trustsNoGitConfigurationThatABuildLeft() throws Exception {
        // Given
        Lease lease = builds.incremental();
        builds.build(lease, true);
        Path git = builds.warmSource().resolve(".git");
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        Files.writeString(
                git.resolve("config"),
                "[core]\n\tworktree = "
                        + elsewhere
                        + "\n\thooksPath = "
                        + elsewhere
                        + "\n"
                        + "[filter \"x\"]\n\tsmudge = touch "
                        + temp.resolve("smudged")
                        + "\n");
        Files.createDirectories(git.resolve("info"));
        Files.writeString(git.resolve("info/attributes"), "* filter=x\n");
        repository.write("app/a.cs", "class B {}").commit("second");
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("app/a.cs")).hasContent("class B {}");
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(temp.resolve("smudged")).doesNotExist();
    }

    private static Map<String, String> refs(Workspace workspace) throws IOException {
        Map<String, String> refs = new TreeMap<>();
        try (Git git = Git.open(workspace.source().toFile())) {
            for (Ref ref : git.getRepository().getRefDatabase().getRefs()) {
                refs.put(ref.getName(), ref.getObjectId().name());
            }
        }
        return refs;
    }
}
