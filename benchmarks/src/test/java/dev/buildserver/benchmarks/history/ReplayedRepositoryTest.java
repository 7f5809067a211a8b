package dev.buildserver.benchmarks.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayedRepositoryTest {
    @TempDir Path folder;
    private Git git;
    private int second;

    /** Two commits, a branch of two, another of one; merged in the other order. */
    @BeforeEach
    void history() throws Exception {
        git =
                Git.init()
                        .setDirectory(folder.resolve("source").toFile())
                        .setInitialBranch("main")
                        .call();
        commit("one", "App.sln");
        commit("two", "two");
        git.checkout().setCreateBranch(true).setName("feature").call();
        commit("feature 1", "f1");
        commit("feature 2", "f2");
        git.checkout().setName("main").call();
        git.checkout().setCreateBranch(true).setName("fix").call();
        commit("fix", "x");
        git.checkout().setName("main").call();
        merge("fix");
        merge("feature");
        commit("last", "last");
    }

    @AfterEach
    void close() {
        git.close();
    }

    @Test
    void mergedBranchesWerePullRequests() throws Exception {
        try (ReplayedRepository replayed = replayed(null)) {
            // When
            List<Push> pushes = replayed.pushes(100);
            // Then
            assertThat(pushes)
                    .extracting(Push::title)
                    .containsExactlyInAnyOrder(
                            "one",
                            "two",
                            "feature 1",
                            "feature 2",
                            "fix",
                            "merge fix",
                            "merge feature",
                            "last")
                    .startsWith("one", "two")
                    .endsWith("merge feature", "last")
                    .containsSubsequence("feature 1", "feature 2", "merge feature")
                    .containsSubsequence("fix", "merge fix", "merge feature");
            assertThat(pushes)
                    .filteredOn(push -> !push.toMain())
                    .extracting(push -> push.title() + " " + push.ref())
                    .containsExactlyInAnyOrder(
                            "feature 1 refs/pull/1/head",
                            "feature 2 refs/pull/1/head",
                            "fix refs/pull/2/head");
        }
    }

    @Test
    void onlyTheLastAreReplayed() throws Exception {
        try (ReplayedRepository replayed = replayed(null)) {
            assertThat(replayed.pushes(2))
                    .extracting(Push::title)
                    .containsExactly("merge feature", "last");
        }
    }

    @Test
    void refsAreThoseThatWerePushed() throws Exception {
        try (ReplayedRepository replayed = replayed("feature")) {
            // Given
            Path copy = Path.of(java.net.URI.create(replayed.url()));
            assertThat(refs(copy)).isEmpty();
            // When
            Push push = replayed.pushes(1).get(0);
            replayed.push(push);
            // Then
            assertThat(push.title()).isEqualTo("feature 2");
            assertThat(refs(copy)).containsExactly(Push.MAIN + " " + push.commit());
            assertThat(replayed.has(push, "App.sln")).isTrue();
            assertThat(replayed.has(push, "last")).isFalse();
        }
    }

    @Test
    void theOnlySolutionIsFound() throws Exception {
        try (ReplayedRepository replayed = replayed(null)) {
            assertThat(replayed.onlySolution()).isEqualTo("App.sln");
        }
        commit("another", "Other.sln");
        Path other = folder.resolve("other.git");
        try (ReplayedRepository replayed =
                ReplayedRepository.copy(folder.resolve("source").toString(), null, other)) {
            assertThatThrownBy(replayed::onlySolution)
                    .hasMessageContaining("App.sln")
                    .hasMessageContaining("Other.sln");
        }
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(
                        () ->
                                ReplayedRepository.copy(
                                        folder.resolve("none").toString(),
                                        null,
                                        folder.resolve("n.git")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't be cloned");
        assertThatThrownBy(() -> replayed("no-such-branch"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no no-such-branch");
    }

    private ReplayedRepository replayed(String revision) throws IOException {
        return ReplayedRepository.copy(
                folder.resolve("source").toString(), revision, folder.resolve("copy.git"));
    }

    private static List<String> refs(Path repository) throws IOException {
        try (Git copy = Git.open(repository.toFile())) {
            return copy.getRepository().getRefDatabase().getRefsByPrefix("refs/").stream()
                    .map(ref -> ref.getName() + " " + ref.getObjectId().name())
                    .toList();
        }
    }

    private void commit(String title, String file) throws Exception {
        Files.writeString(folder.resolve("source").resolve(file), title);
        git.add().addFilepattern(".").call();
        PersonIdent now = now();
        git.commit().setMessage(title).setAuthor(now).setCommitter(now).setSign(false).call();
    }

    private void merge(String branch) throws Exception {
        git.merge()
                .include(git.getRepository().resolve(branch))
                .setFastForward(FastForwardMode.NO_FF)
                .setCommit(false)
                .call();
        PersonIdent now = now();
        git.commit()
                .setMessage("merge " + branch)
                .setAuthor(now)
                .setCommitter(now)
                .setSign(false)
                .call();
    }

    // Commits of the same second have no order of their own.
    private PersonIdent now() {
        return new PersonIdent(
                "Somebody",
                "somebody@example.com",
                Instant.parse("2024-01-01T00:00:00Z").plusSeconds(++second),
                ZoneOffset.UTC);
    }
}
