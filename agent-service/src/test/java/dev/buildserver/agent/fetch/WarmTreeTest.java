package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmTreeTest {
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
        repository
                .write("app/app.csproj", "<Project/>")
                .write("app/a.cs", "class A {}")
                .write("notes.txt", "notes")
                .write(".gitignore", "bin/\nobj/\n*.log\n")
                .commit("first");
        url = server.serve("demo.git", repository.folder());
    }

    @AfterEach
    void close() {
        fixture.close();
        server.close();
        repository.close();
    }

    @Test
    void buildsOnTheOutputsOfTheLastBuild() throws Exception {
        // Given
        Lease lease = incremental();
        build(lease, true);
        FileTime untouched = modified(fixture.workspaces.open(lease), "notes.txt", true);
        repository.write("app/a.cs", "class A { int x; }").commit("second");
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.warm()).isTrue();
        assertThat(workspace.source().resolve("app/a.cs")).hasContent("class A { int x; }");
        assertThat(workspace.source().resolve("app/obj/app.dll")).exists();
        assertThat(workspace.source().resolve("stray.log")).doesNotExist();
        assertThat(workspace.source().resolve("bin")).doesNotExist();
        assertThat(modified(workspace, "notes.txt", false)).isEqualTo(untouched);
        assertThat(modified(workspace, "app/a.cs", false))
                .isGreaterThan(modified(workspace, "app/obj/app.dll", false));
    }

    @Test
    void dropsOutputsWhenAFileWasRemoved() throws Exception {
        // Given
        Lease lease = incremental();
        build(lease, true);
        Files.delete(repository.folder().resolve("notes.txt"));
        repository.commit("second");
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.warm()).isFalse();
        assertThat(workspace.source().resolve("app/obj")).doesNotExist();
    }

    @Test
    void keepsOutputsWhereOnlySourcesChanged() throws Exception {
        // Given
        Lease lease = incremental();
        build(lease, true);
        for (String kind : List.of("cs", "fsi", "vbhtml", "scss", "htm", "jpeg")) {
            repository.write("app/new." + kind, "");
        }
        repository.commit("second");
        // When
        Source source = fixture.fetch(fixture.workspaces.open(lease), lease);
        // Then
        assertThat(source.warm()).isTrue();
    }

    @Test
    void dropsOutputsWhenAProjectChanged() throws Exception {
        // Given
        Lease lease = incremental();
        build(lease, true);
        repository.write("app/app.csproj", "<Project Sdk='x'/>").commit("second");
        // When
        Source source = fixture.fetch(fixture.workspaces.open(lease), lease);
        // Then
        assertThat(source.warm()).isFalse();
    }

    @Test
    void writesAllFilesAsNewAttributesSay() throws Exception {
        // Given
        repository.write("app/a.cs", "class A\n{\n}\n").commit("lines");
        Lease lease = incremental();
        build(lease, true);
        repository.write("app/.gitattributes", "*.cs text eol=crlf\n").commit("second");
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        fixture.fetch(workspace, lease);
        // Then
        assertThat(Files.readString(workspace.source().resolve("app/a.cs")))
                .isEqualTo("class A\r\n{\r\n}\r\n");
        assertThat(workspace.source().resolve("stray.log")).doesNotExist();
    }

    @Test
    void tellsOfNoOtherRefsThanAFreshClone() throws Exception {
        // Given
        repository.git().tag().setName("v1").setSigned(false).call();
        repository.git().branchCreate().setName("other").call();
        build(incremental("v1"), true);
        build(incremental("other"), true);
        Lease lease = incremental();
        build(lease, true);
        try (Git git = Git.open(warmSource().toFile())) {
            git.tag().setName("made-by-a-build").setSigned(false).call();
        }
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.warm()).isTrue();
        Lease clean = Leases.clean(url, "main");
        Workspace fresh = fixture.workspaces.open(clean);
        fixture.fetch(fresh, clean);
        assertThat(refs(workspace)).isEqualTo(refs(fresh));
    }

    @Test
    void tellsOfNoRefThatHasGone() throws Exception {
        // Given
        repository.git().tag().setName("v1").setSigned(false).call();
        repository.git().branchCreate().setName("other").call();
        Lease lease = withHistory("main");
        build(lease, true);
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
        Lease lease = withHistory(commit);
        build(lease, true);
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
        build(withHistory("main"), true);
        // When / Then
        for (Lease lease :
                List.of(incremental(), withHistory("main"), incremental(commit), incremental())) {
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
    void dropsOutputsOfAnotherSdk() throws Exception {
        // Given
        Lease lease = incremental();
        build(lease, true);
        fixture.installSdk("9.0.100");
        // When
        Source source = fixture.fetch(fixture.workspaces.open(lease), lease);
        // Then
        assertThat(source.warm()).isFalse();
    }

    @Test
    void goesOnFromACleanBuild() throws Exception {
        // Given
        build(Leases.clean(url, "main"), true);
        Lease lease = incremental();
        // When
        Source source = fixture.fetch(fixture.workspaces.open(lease), lease);
        // Then
        assertThat(source.warm()).isTrue();
    }

    @Test
    void isForCachedBuildsTooWhereThereIsNoSandbox() throws Exception {
        // Given
        build(incremental(), true);
        Lease cached =
                Leases.of(Leases.job(url, "main"), BuildStrategy.CACHED, Duration.ofMinutes(5));
        // When
        Workspace workspace = fixture.workspaces.open(cached);
        Source source = fixture.fetch(workspace, cached);
        // Then
        assertThat(source.warm()).isTrue();
        assertThat(workspace.source().resolve("app/obj/app.dll")).exists();
    }

    @Test
    void startsCleanBuildsFromNothing() throws Exception {
        // Given
        build(incremental(), true);
        Path git = warmSource().resolve(".git/marker-of-this-clone");
        Files.writeString(git, "");
        Lease lease = Leases.clean(url, "main");
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.warm()).isFalse();
        assertThat(git).doesNotExist();
        assertThat(content(workspace.source(), false))
                .containsOnlyKeys(
                        "", ".gitignore", "app", "app/a.cs", "app/app.csproj", "notes.txt");
    }

    @Test
    void startsOverAfterAFailedBuild() throws Exception {
        // Given
        Lease lease = incremental();
        build(lease, false);
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.warm()).isFalse();
        assertThat(workspace.source().resolve("app/obj")).doesNotExist();
    }

    @Test
    void theNextBuildGoesOnWhileTheLastIsTidiedUp() throws Exception {
        // Given
        Lease lease = incremental();
        fixture.removals.hold();
        build(lease, true);
        // When
        Workspace workspace = fixture.workspaces.open(incremental());
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.warm()).isTrue();
        assertThat(workspace.source()).isEqualTo(warmSource());
    }

    @Test
    void aTreeThatIsNotKeptDoesNotHoldUpTheNextBuild() throws Exception {
        // Given
        Lease lease = incremental();
        fixture.removals.hold();
        build(lease, false);
        Workspace workspace = fixture.workspaces.open(incremental());
        fixture.fetch(workspace, lease);
        // When
        fixture.removals.goOn();
        // Then
        assertThat(workspace.source()).isEqualTo(warmSource());
        assertThat(workspace.source().resolve("app/a.cs")).hasContent("class A {}");
        assertThat(temp.resolve("work/attempts")).isEmptyDirectory();
    }

    @Test
    void survivesADamagedRepository() throws Exception {
        // Given
        Lease lease = incremental();
        build(lease, true);
        Path packs = warmSource().resolve(".git/objects/pack");
        try (Stream<Path> files = Files.list(packs)) {
            for (Path file : files.toList()) {
                FolderRemoval.remove(file);
            }
        }
        Files.writeString(warmSource().resolve(".git/index"), "no index");
        // When
        Workspace workspace = fixture.workspaces.open(lease);
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("app/a.cs")).hasContent("class A {}");
    }

    @Test
    void trustsNoGitConfigurationThatABuildLeft() throws Exception {
        // Given
        Lease lease = incremental();
        build(lease, true);
        Path git = warmSource().resolve(".git");
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

    @Test
    void givesASecondAttemptAFolderOfItsOwn() throws Exception {
        // Given
        Lease lease = incremental();
        build(lease, true);
        Workspace first = fixture.workspaces.open(lease);
        fixture.fetch(first, lease);
        Lease other = incremental();
        // When
        Workspace second = fixture.workspaces.open(other);
        Source source = fixture.fetch(second, other);
        // Then
        assertThat(second.source()).isNotEqualTo(first.source());
        assertThat(source.warm()).isFalse();
    }

    @Test
    void keepsNoMoreThanItMay() throws Exception {
        // Given
        fixture.close();
        fixture =
                new FetchFixture(
                        temp.resolve("work"), Map.of("buildserver.agent.warm.max-count", "1"));
        String other = server.serve("other.git", repository.folder());
        // When
        build(incremental(), true);
        build(
                Leases.of(
                        Leases.job(other, "main"), BuildStrategy.INCREMENTAL, Duration.ofHours(1)),
                true);
        // Then
        assertThat(fixture.warmTrees.keys()).hasSize(1);
        assertThat(temp.resolve("work/warm").toFile().list()).hasSize(1);
    }

    @Test
    void equalsAFreshTreeAfterAnyEdits() throws Exception {
        // Given
        Random random = new Random(42);
        Lease lease = incremental();
        build(lease, true);
        for (int round = 0; round < 40; round++) {
            for (int edit = 0; edit <= random.nextInt(4); edit++) {
                edit(random);
            }
            repository.commit("round " + round);
            // When
            Workspace workspace = fixture.workspaces.open(lease);
            Source source = fixture.fetch(workspace, lease);
            Map<String, String> warm = content(workspace.source(), source.warm());
            Lease clean = Leases.clean(url, "main");
            Workspace fresh = fixture.workspaces.open(clean);
            fixture.fetch(fresh, clean);
            // Then
            assertThat(warm).as("round %d", round).isEqualTo(content(fresh.source(), false));
            fresh.close();
            litter(workspace.source(), random);
            workspace.keep(source);
            workspace.close();
        }
    }

    /** A change as developers make them: add, change, delete, move, turn file into folder. */
    private void edit(Random random) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(repository.folder())) {
            all.filter(f -> !f.toString().contains("/.git"))
                    .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .filter(f -> !f.endsWith("app.csproj"))
                    .forEach(files::add);
        }
        Path file = files.isEmpty() ? null : files.get(random.nextInt(files.size()));
        String name = "d" + random.nextInt(3) + "/f" + random.nextInt(4);
        switch (random.nextInt(6)) {
            case 0 -> writeInstead(name + ".cs", "new " + random.nextInt());
            case 1 -> writeInstead(name, "a file or a folder " + random.nextInt());
            case 2 -> writeInstead(name + "/inner.txt", "below " + random.nextInt());
            case 3 -> {
                if (file != null) {
                    Files.writeString(file, "changed " + random.nextInt());
                }
            }
            case 4 -> {
                if (file != null) {
                    Files.delete(file);
                }
            }
            default -> {
                if (file != null) {
                    Files.setPosixFilePermissions(
                            file,
                            java.nio.file.attribute.PosixFilePermissions.fromString(
                                    random.nextBoolean() ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private void writeInstead(String path, String text) throws IOException {
        Path file = repository.folder().resolve(path);
        for (Path p = file.getParent(); !p.equals(repository.folder()); p = p.getParent()) {
            if (Files.isRegularFile(p)) {
                Files.delete(p);
            }
        }
        if (Files.isDirectory(file)) {
            FolderRemoval.remove(file);
        }
        repository.write(path, text);
    }

    /** What a build leaves behind, and what it may break. */
    private static void litter(Path source, Random random) throws IOException {
        Files.createDirectories(source.resolve("app/obj/deep"));
        Files.writeString(source.resolve("app/obj/deep/x.dll"), "output");
        Files.createDirectories(source.resolve("d0"));
        Files.writeString(source.resolve("d" + random.nextInt(3) + ".log"), "stray");
        Path untracked = source.resolve("d1/f1");
        if (!Files.exists(untracked)) {
            Files.createDirectories(untracked.resolve("inner.txt"));
        }
        if (Files.isRegularFile(source.resolve("notes.txt"))) {
            Files.writeString(source.resolve("notes.txt"), "a build wrote this");
        }
    }

    private static Map<String, String> content(Path root, boolean withoutOutputs)
            throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.toList()) {
                String path = root.relativize(file).toString();
                boolean skip =
                        path.startsWith(".git/")
                                || path.equals(".git")
                                || (withoutOutputs && path.startsWith("app/obj"));
                if (!skip && Files.isRegularFile(file)) {
                    content.put(path, Files.isExecutable(file) + " " + Files.readString(file));
                } else if (!skip) {
                    content.put(path, "folder");
                }
            }
        }
        return content;
    }

    private Lease incremental() {
        return incremental("main");
    }

    private Lease incremental(String ref) {
        return Leases.of(Leases.job(url, ref), BuildStrategy.INCREMENTAL, Duration.ofMinutes(5));
    }

    private Lease withHistory(String ref) {
        return Leases.of(
                Leases.withHistory(url, ref).job(),
                BuildStrategy.INCREMENTAL,
                Duration.ofMinutes(5));
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

    private void build(Lease lease, boolean success) throws Exception {
        Workspace workspace = fixture.workspaces.open(lease);
        Source source = fixture.fetch(workspace, lease);
        Files.createDirectories(workspace.source().resolve("app/obj"));
        Files.writeString(workspace.source().resolve("app/obj/app.dll"), "output");
        Files.createDirectories(workspace.source().resolve("bin"));
        Files.writeString(workspace.source().resolve("stray.log"), "log");
        if (success) {
            workspace.keep(source);
        }
        workspace.close();
    }

    private Path warmSource() throws IOException {
        try (Stream<Path> trees = Files.list(temp.resolve("work/warm"))) {
            return trees.findFirst().orElseThrow().resolve("src");
        }
    }

    private FileTime modified(Workspace workspace, String path, boolean close) throws Exception {
        FileTime time;
        if (close) {
            time = Files.getLastModifiedTime(warmSource().resolve(path));
            workspace.keep(fixture.fetch(workspace, incremental()));
            workspace.close();
        } else {
            time = Files.getLastModifiedTime(workspace.source().resolve(path));
        }
        return time;
    }
}
