package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories on the machine itself, whose server is a thread of ours. */
class LocalFetchTest {
    private static final String MISSING = "0123456789012345678901234567890123456789";

    @TempDir Path temp;
    private FetchFixture fixture;
    private String url;
    private String first;

    @BeforeEach
    void repository() throws Exception {
        Path folder = temp.resolve("repo");
        fixture =
                new FetchFixture(
                        temp.resolve("work"),
                        Map.of("buildserver.repositories.local-folders", temp.toString()));
        try (SourceRepository repository = new SourceRepository(folder)) {
            first = repository.write("a.txt", "one").commit("first");
            repository.write("a.txt", "two").commit("second");
        }
        url = folder.toUri().toString();
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void fetchesACommitById() throws Exception {
        // Given
        Lease lease = Leases.clean(url, first);
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.commit()).isEqualTo(first);
        assertThat(workspace.source().resolve("a.txt")).hasContent("one");
    }

    @Test
    void saysThatACommitIsMissing() {
        // Given
        Lease lease = Leases.clean(url, MISSING);
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessage("The repository has no commit " + MISSING);
    }
}
