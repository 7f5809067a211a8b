package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.execute.Revision;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortcutTest {
    @TempDir Path temp;
    private FetchFixture fixture;
    private GitHttpServer server;
    private SourceRepository repository;
    private String url;
    private final List<Revision> asked = new ArrayList<>();

    @BeforeEach
    void repository() throws Exception {
        fixture = new FetchFixture(temp.resolve("work"), Map.of());
        server = new GitHttpServer();
        repository = new SourceRepository(temp.resolve("repo"));
        repository.write("a.txt", "one").commit("first");
        url = server.serve("demo.git", repository.folder());
    }

    @AfterEach
    void close() {
        fixture.close();
        server.close();
        repository.close();
    }

    @Test
    void whoKnowsTheCommitOfABranchGetsNothing() throws Exception {
        // Given
        String commit = repository.write("a.txt", "two").commit("second");

        // When
        Source source = fetch("main", revision -> revision.tree() == null);

        // Then
        assertThat(source.files()).isEmpty();
        assertThat(source.commit()).isEqualTo(commit);
        assertThat(source.branch()).isEqualTo("main");
        assertThat(asked).containsExactly(new Revision(commit, "main", null, ""));
    }

    @Test
    void whoKnowsTheTreeGetsNoFiles() throws Exception {
        // When
        Source source = fetch("main", revision -> revision.tree() != null);

        // Then
        assertThat(source.files()).isEmpty();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).tree()).matches("[0-9a-f]{40}");
    }

    @Test
    void whoKnowsNeitherGetsAll() throws Exception {
        // When
        Source source = fetch("main", revision -> false);

        // Then
        assertThat(source.files()).isPresent();
        assertThat(source.revision()).isEqualTo(asked.get(1));
    }

    @Test
    void equalFilesAreOneTreeWhateverTheCommit() throws Exception {
        // Given
        fetch("main", revision -> false);
        repository.write("a.txt", "two").commit("second");
        fetch("main", revision -> false);
        repository.write("a.txt", "one").commit("as it was");

        // When
        fetch("main", revision -> false);

        // Then
        assertThat(asked.get(5).tree()).isEqualTo(asked.get(1).tree());
        assertThat(asked.get(3).tree()).isNotEqualTo(asked.get(1).tree());
        assertThat(asked.get(5).commit()).isNotEqualTo(asked.get(1).commit());
    }

    @Test
    void withTheWholeHistoryTagsTellRevisionsApart() throws Exception {
        // Given
        Lease lease = Leases.withHistory(url, "main");
        fetch(lease, revision -> false);
        repository.git().tag().setName("v1").setAnnotated(false).call();

        // When
        fetch(lease, revision -> false);

        // Then
        assertThat(asked.get(0).refs()).isNull();
        assertThat(asked.get(3).refs()).isNotEqualTo(asked.get(1).refs()).contains("refs/tags/v1");
        assertThat(asked.get(3).tree()).isEqualTo(asked.get(1).tree());
    }

    private Source fetch(String ref, Shortcut shortcut) throws Exception {
        return fetch(Leases.clean(url, ref), shortcut);
    }

    private Source fetch(Lease lease, Shortcut shortcut) throws Exception {
        try (Workspace workspace = fixture.workspaces.open(lease)) {
            Shortcut heard =
                    revision -> {
                        asked.add(revision);
                        return shortcut.suffices(revision);
                    };
            Source source =
                    fixture.fetch.fetch(
                            workspace, lease.job(), heard, fixture.report, fixture.stop);
            assertThat(Files.exists(workspace.source().resolve("a.txt")))
                    .isEqualTo(source.files().isPresent());
            return source;
        }
    }
}
