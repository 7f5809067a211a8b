package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmodulesTest {
    @TempDir Path temp;
    private FetchFixture fixture;
    private GitHttpServer server;
    private SourceRepository main;
    private SourceRepository library;
    private String url;

    @BeforeEach
    void repositories() throws Exception {
        fixture = new FetchFixture(temp.resolve("work"), Map.of());
        server = new GitHttpServer();
        main = new SourceRepository(temp.resolve("main"));
        library = new SourceRepository(temp.resolve("library"));
        url = server.serve("team/main.git", main.folder());
        server.serve("team/library.git", library.folder());
    }

    @AfterEach
    void close() {
        fixture.close();
        server.close();
        main.close();
        library.close();
    }

    @Test
    void fetchesTheCommitsThatTheTreeNames() throws Exception {
        // Given
        String old = library.write("lib.txt", "old").commit("old");
        library.write("lib.txt", "new").commit("new");
        main.submodule("libs/library", "../library.git", old).write("a.txt", "a").commit("first");
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("libs/library/lib.txt")).hasContent("old");
    }

    @Test
    void fetchesSubmodulesOfSubmodules() throws Exception {
        // Given
        try (SourceRepository deep = new SourceRepository(temp.resolve("deep"))) {
            String deepUrl = server.serve("deep.git", deep.folder());
            String deepest = deep.write("deep.txt", "deep").commit("deep");
            String middle = library.submodule("inner", deepUrl, deepest).commit("middle");
            main.submodule("library", "../library.git", middle).commit("first");
        }
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("library/inner/deep.txt")).hasContent("deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "/etc",
                "ext::sh -c date",
                "-u./run",
                "http://10.1.2.3/x.git",
                "../../../../x.git"
            })
    void refusesWhatAUserCouldNotAskFor(String submoduleUrl) throws Exception {
        // Given
        String commit = library.write("lib.txt", "old").commit("old");
        main.submodule("library", submoduleUrl, commit).commit("first");
        Lease lease = Leases.clean(url, "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("library");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a/b.git, ../c.git, https://h/a/c.git",
        "https://h/a/b.git/, ./c.git, https://h/a/b.git/c.git",
        "https://h/a/b.git, ../../x/c.git, https://h/x/c.git",
        "https://h/a/b.git, https://other/c.git, https://other/c.git"
    })
    void resolvesUrlsAsGitDoes(String parent, String url, String resolved) throws Exception {
        // When, Then
        assertThat(Submodules.resolve(parent, url)).isEqualTo(resolved);
    }
}
