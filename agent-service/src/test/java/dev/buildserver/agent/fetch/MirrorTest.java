package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.execute.Revision;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {
    private static final int LARGE = 100_000;

    @TempDir Path temp;
    private FetchFixture fixture;
    private GitHttpServer server;
    private SourceRepository repository;
    private String url;

    @BeforeEach
    void repository() throws Exception {
        fixture = new FetchFixture(temp.resolve("work"), Map.of());
        server = new GitHttpServer();
        repository = new SourceRepository(temp.resolve("repo"));
        url = server.serve("demo.git", repository.folder());
        byte[] noise = new byte[LARGE];
        new Random(1).nextBytes(noise);
        repository.write("demo.sln", "solution").write("a.cs", "1").commit("first");
        Files.write(repository.folder().resolve("large"), noise);
        repository.commit("second");
    }

    @AfterEach
    void close() {
        fixture.close();
        server.close();
        repository.close();
    }

    @Test
    void anotherCommitBringsWhatIsNewAlone() throws Exception {
        // Given
        fetch(lease("main"), false);
        repository.write("a.cs", "2").commit("third");

        // When
        fetch(lease("main"), false);

        // Then
        List<Long> packs = sizes(mirror());
        assertThat(packs).hasSize(2);
        assertThat(packs.get(0)).isLessThan(LARGE / 10);
        assertThat(packs.get(1)).isGreaterThan(LARGE);
    }

    @Test
    void whatComesBackFromTheHistoryIsThere() throws Exception {
        // Given: the server knows that its client has the second commit, but not the first
        fetch(lease("main"), false);
        repository.write("a.cs", "2").commit("third");
        fetch(lease("main"), false);
        repository.write("a.cs", "1").write("b.cs", "1").commit("fourth");

        // When
        try (Workspace workspace = fixture.workspaces.open(lease("main"))) {
            fetch(workspace, lease("main"), false).write();

            // Then
            assertThat(workspace.source().resolve("a.cs")).hasContent("1");
            assertThat(workspace.source().resolve("b.cs")).hasContent("1");
            assertThat(workspace.source().resolve("large")).hasSize(LARGE);
        }
    }

    @Test
    void gitsOwnFolderIsThatOfAPlainFetch() throws Exception {
        // Given
        String tagged = repository.write("a.cs", "2").commit("third");
        repository.git().tag().setName("v1").setAnnotated(false).call();
        fetch(lease("main"), false);

        for (String ref : List.of("main", "v1", tagged)) {
            // When
            String mirrored = fetch(lease(ref), false).state(".git/HEAD");
            String plain = fetch(lease(ref), true).state(".git/HEAD");

            // Then
            assertThat(mirrored).as(ref).isEqualTo(plain);
        }
    }

    @Test
    void filesCanBeWrittenWhenTheMirrorIsGone() throws Exception {
        // Given
        Lease lease = lease("main");
        try (Workspace workspace = fixture.workspaces.open(lease)) {
            Checkout checkout = fetch(workspace, lease, false);
            FolderRemoval.remove(mirror());

            // When
            checkout.write();

            // Then
            assertThat(workspace.source().resolve("large")).hasSize(LARGE);
        }
    }

    @Test
    void noBuildCanWriteIntoIt() throws Exception {
        // Given
        Lease lease = lease("main");
        try (Workspace workspace = fixture.workspaces.open(lease)) {
            fetch(workspace, lease, false).write();
            Path objects = workspace.source().resolve(".git/objects");

            // When
            for (Path file : files(objects.resolve("pack"))) {
                assertThat(file.toFile().setWritable(true)).isTrue();
                Files.writeString(file, "other bytes");
            }

            // Then
            assertThat(objects.resolve("info/alternates")).doesNotExist();
        }
        assertThat(fetch(lease, false).has("large")).isTrue();
        assertThat(fixture.report.lines()).noneMatch(line -> line.contains("damaged"));
    }

    @Test
    void aDamagedOneIsMadeAnew() throws Exception {
        // Given
        fetch(lease("main"), false);
        repository.write("a.cs", "2").commit("third");
        for (Path file : files(mirror().resolve("objects/pack"))) {
            Files.delete(file);
        }

        // When
        Tree tree = fetch(lease("main"), false);
        Tree again = fetch(lease("main"), false);

        // Then
        assertThat(tree.filesBelow("")).contains("a.cs", "large");
        assertThat(again.filesBelow("")).isEqualTo(tree.filesBelow(""));
        assertThat(sizes(mirror())).hasSize(1);
    }

    @Test
    void whileOneFetchesAnotherFetchesByItself() throws Exception {
        // Given
        Mirrors mirrors = new Mirrors(temp.resolve("mirrors"), LARGE, removal -> {});
        try (Mirror held = mirrors.take("a").orElseThrow()) {
            // Then
            assertThat(held.isNew()).isTrue();
            assertThat(mirrors.take("a")).isEmpty();
        }
        try (Mirror again = mirrors.take("a").orElseThrow()) {
            assertThat(again.isNew()).isFalse();
        }
    }

    @Test
    void thoseThatWereNotUsedForTheLongestTimeGo() throws Exception {
        // Given
        Path folder = temp.resolve("mirrors");
        Mirrors mirrors = new Mirrors(folder, LARGE, Runnable::run);
        for (String key : List.of("old", "new")) {
            mirrors.take(key).orElseThrow().close();
            Files.write(folder.resolve(key).resolve("objects/pack/large"), new byte[LARGE - 9999]);
        }
        assertThat(folder.resolve("old/used").toFile().setLastModified(1000)).isTrue();

        // When
        mirrors.take("another").orElseThrow().close();

        // Then
        assertThat(folder.resolve("old")).doesNotExist();
        assertThat(folder.resolve("new")).exists();
    }

    @Test
    void tenantsAndLevelsOfTrustShareNone() {
        // Given
        Lease lease = lease("main");
        Lease untrusted =
                new Lease(
                        lease.attemptUid(),
                        "token",
                        1,
                        lease.buildId(),
                        1,
                        1,
                        "default",
                        lease.job(),
                        lease.strategy(),
                        Duration.ofMinutes(5),
                        null,
                        false);
        Lease other =
                new Lease(
                        lease.attemptUid(),
                        "token",
                        1,
                        lease.buildId(),
                        1,
                        1,
                        "acme",
                        lease.job(),
                        lease.strategy(),
                        Duration.ofMinutes(5),
                        null,
                        true);

        // Then
        assertThat(List.of(Mirrors.key(lease), Mirrors.key(untrusted), Mirrors.key(other)))
                .doesNotHaveDuplicates();
    }

    private Lease lease(String ref) {
        return Leases.of(Leases.job(url, ref), BuildStrategy.CACHED, Duration.ofMinutes(5));
    }

    private Tree fetch(Lease lease, boolean plain) throws Exception {
        try (Workspace workspace = fixture.workspaces.open(lease)) {
            return fetch(workspace, lease, plain).tree();
        }
    }

    private Checkout fetch(Workspace workspace, Lease lease, boolean plain) throws Exception {
        Shortcut shortcut =
                new Shortcut() {
                    @Override
                    public boolean suffices(Revision revision) {
                        return false;
                    }

                    @Override
                    public boolean canWait() {
                        return !plain;
                    }
                };
        Checkout checkout =
                fixture.fetch
                        .fetch(workspace, lease.job(), shortcut, fixture.report, fixture.stop)
                        .files()
                        .orElseThrow();
        assertThat(checkout.isWritten()).isEqualTo(plain);
        return checkout;
    }

    private Path mirror() {
        return fixture.workDir.resolve("mirrors").resolve(Mirrors.key(lease("main")));
    }

    private static List<Long> sizes(Path mirror) throws IOException {
        return files(mirror.resolve("objects/pack")).stream()
                .filter(file -> file.toString().endsWith(".pack"))
                .map(file -> file.toFile().length())
                .sorted()
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
