package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.execute.Revision;
import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LateCheckoutTest {
    private static final Shortcut CAN_WAIT =
            new Shortcut() {
                @Override
                public boolean suffices(Revision revision) {
                    return false;
                }

                @Override
                public boolean canWait() {
                    return true;
                }
            };

    @TempDir Path temp;
    private FetchFixture fixture;
    private GitHttpServer server;
    private SourceRepository repository;
    private Workspace workspace;
    private String url;

    @BeforeEach
    void repository() throws Exception {
        fixture = new FetchFixture(temp.resolve("work"), Map.of());
        server = new GitHttpServer();
        repository = new SourceRepository(temp.resolve("repo"));
        url = server.serve("demo.git", repository.folder());
        // The job of the leases names this one.
        repository.write(Leases.clean(url, "main").job().solutionPath(), "solution");
    }

    @AfterEach
    void close() {
        if (workspace != null) {
            workspace.close();
        }
        fixture.close();
        server.close();
        repository.close();
    }

    @Test
    void theTreeIsKnownWithoutItsFiles() throws Exception {
        // Given
        Path link = repository.write("src/a.cs", "class A {}").folder().resolve("src/link");
        Files.createSymbolicLink(link, Path.of("../README.md"));
        repository.write("README.md", "# Demo").write("run.sh", "exit 0").write("empty", "");
        assertThat(repository.folder().resolve("run.sh").toFile().setExecutable(true)).isTrue();
        repository.write("deep/er/global.json", "{}").commit("first");

        // When
        Checkout checkout = fetch();
        Tree before = checkout.tree();
        List<String> early = files();
        checkout.write();

        // Then
        assertThat(early).containsExactly("deep/er/global.json", "demo.sln");
        assertThat(files()).hasSize(7).contains("src/a.cs", "src/link");
        assertSame(before, checkout.tree());
        assertThat(before.state("run.sh")).endsWith("x");
        assertThat(before.state("src/link")).isEqualTo(checkout.tree().state("src/link"));
    }

    @Test
    void contentsAreThoseThatACheckoutWrites() throws Exception {
        // Given
        repository
                .write(".gitattributes", "* text=auto\n*.txt text eol=crlf\n*.sln eol=crlf\n")
                .write("deep/.gitattributes", "*.txt -text\n")
                .write("demo.sln", "one\ntwo\n")
                .write("a.txt", "one\ntwo\n")
                .write("a.cs", "one\ntwo\n")
                .write("deep/a.txt", "one\ntwo\n")
                .commit("first");

        // When
        Checkout checkout = fetch();
        Tree before = checkout.tree();
        assertThat(checkout.isWritten()).isFalse();
        assertThat(workspace.source().resolve("demo.sln")).hasContent("one\r\ntwo\r\n");
        checkout.write();

        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("one\r\ntwo\r\n");
        assertSame(before, checkout.tree());
        assertThat(before.state("a.txt")).isNotEqualTo(before.state("a.cs"));
        assertThat(before.state("deep/a.txt")).isEqualTo(before.state("a.cs"));
    }

    @Test
    void anotherCommitIsKnownByWhatHasChanged() throws Exception {
        // Given
        repository.write("a.cs", "1").write("b.cs", "1").commit("first");
        Tree first = fetch().tree();
        workspace.close();
        repository.write("b.cs", "2").commit("second");

        // When
        Checkout checkout = fetch();

        // Then
        assertThat(checkout.tree().state("a.cs")).isEqualTo(first.state("a.cs"));
        assertThat(checkout.tree().state("b.cs")).isNotEqualTo(first.state("b.cs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"naïve.cs", "with space.cs", "100%.cs"})
    void namesThatAreNotPlainAreCheckedOut(String name) throws Exception {
        // Given
        repository.write(name, "class A {}").commit("first");

        // Then
        assertThat(fetch().isWritten()).isTrue();
    }

    @Test
    void pointersOfLfsAreToldOf() throws Exception {
        // Given
        String pointer =
                "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 12345\n"
                        .formatted("a".repeat(64));
        repository.write("big.bin", pointer).commit("first");

        // Then
        assertThat(fetch().isWritten()).isTrue();
        assertThat(fixture.report.lines()).anyMatch(line -> line.contains("Git LFS"));
    }

    @Test
    void submodulesAreCheckedOut() throws Exception {
        // Given
        try (SourceRepository library = new SourceRepository(temp.resolve("library"))) {
            String commit = library.write("lib.txt", "lib").commit("library");
            server.serve("library.git", library.folder());
            repository.submodule("lib", "../library.git", commit).commit("first");

            // When
            Checkout checkout = fetch();

            // Then
            assertThat(checkout.isWritten()).isTrue();
            assertThat(workspace.source().resolve("lib/lib.txt")).hasContent("lib");
        }
    }

    @Test
    void aLinkAtWhichTheAgentLooksIsFollowed() throws Exception {
        // Given
        repository.write("sdk.json", "{}");
        Files.createSymbolicLink(repository.folder().resolve("global.json"), Path.of("sdk.json"));
        repository.commit("first");

        // Then
        assertThat(fetch().isWritten()).isTrue();
    }

    @Test
    void aJobThatNamesNoFileGetsAllToChooseFrom() throws Exception {
        // Given
        Files.delete(repository.folder().resolve("demo.sln"));
        repository.write("Other.sln", "solution").commit("first");

        // Then
        assertThat(fetch().isWritten()).isTrue();
    }

    @Test
    void whoeverHasToStopWritesNoMore() throws Exception {
        // Given
        repository.write("a.cs", "class A {}").commit("first");
        Checkout checkout = fetch();
        fixture.stop.stop(StopSignal.Reason.CANCELLED);

        // Then
        assertThatThrownBy(checkout::write).isInstanceOf(IOException.class);
        assertThat(checkout.isWritten()).isFalse();
    }

    private Checkout fetch() throws Exception {
        Lease lease = Leases.clean(url, "main");
        workspace = fixture.workspaces.open(lease);
        return fixture.fetch
                .fetch(workspace, lease.job(), CAN_WAIT, fixture.report, fixture.stop)
                .files()
                .orElseThrow();
    }

    private List<String> files() throws IOException {
        Path root = workspace.source();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> root.relativize(file).toString())
                    .filter(path -> !path.startsWith(".git/"))
                    .sorted()
                    .toList();
        }
    }

    private static void assertSame(Tree before, Tree after) throws IOException {
        assertThat(before.filesBelow("")).isEqualTo(after.filesBelow(""));
        for (String file : after.filesBelow("")) {
            assertThat(before.state(file)).as(file).isEqualTo(after.state(file));
        }
        for (String folder : List.of("", "src", "deep", ".git", ".git/HEAD")) {
            assertThat(before.listing(folder)).as(folder).isEqualTo(after.listing(folder));
        }
    }
}
