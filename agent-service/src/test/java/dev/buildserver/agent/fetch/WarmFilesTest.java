package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that a build finds where a tree was kept: those of a fresh clone. */
class WarmFilesTest {
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
    void writesAllFilesAsNewAttributesSay() throws Exception {
        // Given
        repository.write("app/a.cs", "class A\n{\n}\n").commit("lines");
        Lease lease = builds.incremental();
        builds.build(lease, true);
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
    void startsCleanBuildsFromNothing() throws Exception {
        // Given
        builds.build(builds.incremental(), true);
        Path git = builds.warmSource().resolve(".git/marker-of-this-clone");
        Files.writeString(git, "");
        Lease lease = Leases.clean(builds.url(), "main");
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
    void equalsAFreshTreeAfterAnyEdits() throws Exception {
        // Given
        Random random = new Random(42);
        Lease lease = builds.incremental();
        builds.build(lease, true);
        for (int round = 0; round < 40; round++) {
            for (int edit = 0; edit <= random.nextInt(4); edit++) {
                edit(random);
            }
            repository.commit("round " + round);
            // When
            Workspace workspace = fixture.workspaces.open(lease);
            Source source = fixture.fetch(workspace, lease);
            Map<String, String> warm = content(workspace.source(), source.warm());
            Lease clean = Leases.clean(builds.url(), "main");
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
}
