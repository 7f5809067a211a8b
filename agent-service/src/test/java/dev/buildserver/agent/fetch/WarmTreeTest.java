package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.domain.build.BuildStrategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a build goes on from the tree of an earlier one, and with which outputs. */
class WarmTreeTest {
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
    void buildsOnTheOutputsOfTheLastBuild() throws Exception {
        // Given
        Lease lease = builds.incremental();
        builds.build(lease, true);
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
        Lease lease = builds.incremental();
        builds.build(lease, true);
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
        Lease lease = builds.incremental();
        builds.build(lease, true);
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
        Lease lease = builds.incremental();
        builds.build(lease, true);
        repository.write("app/app.csproj", "<Project Sdk='x'/>").commit("second");
        // When
        Source source = fixture.fetch(fixture.workspaces.open(lease), lease);
        // Then
        assertThat(source.warm()).isFalse();
    }

    @Test
    void dropsOutputsOfAnotherSdk() throws Exception {
        // Given
        Lease lease = builds.incremental();
        builds.build(lease, true);
        fixture.installSdk("9.0.100");
        // When
        Source source = fixture.fetch(fixture.workspaces.open(lease), lease);
        // Then
        assertThat(source.warm()).isFalse();
    }

    @Test
    void goesOnFromACleanBuild() throws Exception {
        // Given
        builds.build(Leases.clean(builds.url(), "main"), true);
        Lease lease = builds.incremental();
        // When
        Source source = fixture.fetch(fixture.workspaces.open(lease), lease);
        // Then
        assertThat(source.warm()).isTrue();
    }

    @Test
    void isForCachedBuildsTooWhereThereIsNoSandbox() throws Exception {
        // Given
        builds.build(builds.incremental(), true);
        Lease cached =
                Leases.of(
                        Leases.job(builds.url(), "main"),
                        BuildStrategy.CACHED,
                        Duration.ofMinutes(5));
        // When
        Workspace workspace = fixture.workspaces.open(cached);
        Source source = fixture.fetch(workspace, cached);
        // Then
        assertThat(source.warm()).isTrue();
        assertThat(workspace.source().resolve("app/obj/app.dll")).exists();
    }

    @Test
    void startsOverAfterAFailedBuild() throws Exception {
        // Given
        Lease lease = builds.incremental();
        builds.build(lease, false);
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
        Lease lease = builds.incremental();
        fixture.removals.hold();
        builds.build(lease, true);
        // When
        Workspace workspace = fixture.workspaces.open(builds.incremental());
        Source source = fixture.fetch(workspace, lease);
        // Then
        assertThat(source.warm()).isTrue();
        assertThat(workspace.source()).isEqualTo(builds.warmSource());
    }

    @Test
    void aTreeThatIsNotKeptDoesNotHoldUpTheNextBuild() throws Exception {
        // Given
        Lease lease = builds.incremental();
        fixture.removals.hold();
        builds.build(lease, false);
        Workspace workspace = fixture.workspaces.open(builds.incremental());
        fixture.fetch(workspace, lease);
        // When
        fixture.removals.goOn();
        // Then
        assertThat(workspace.source()).isEqualTo(builds.warmSource());
        assertThat(workspace.source().resolve("app/a.cs")).hasContent("class A {}");
        assertThat(temp.resolve("work/attempts")).isEmptyDirectory();
    }

    @Test
    void givesASecondAttemptAFolderOfItsOwn() throws Exception {
        // Given
        Lease lease = builds.incremental();
        builds.build(lease, true);
        Workspace first = fixture.workspaces.open(lease);
        fixture.fetch(first, lease);
        Lease other = builds.incremental();
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
        fixture = builds.use(Map.of("buildserver.agent.warm.max-count", "1"));
        String other = builds.server().serve("other.git", repository.folder());
        // When
        builds.build(builds.incremental(), true);
        builds.build(
                Leases.of(
                        Leases.job(other, "main"), BuildStrategy.INCREMENTAL, Duration.ofHours(1)),
                true);
        // Then
        assertThat(fixture.warmTrees.keys()).hasSize(1);
        assertThat(temp.resolve("work/warm").toFile().list()).hasSize(1);
    }

    private FileTime modified(Workspace workspace, String path, boolean close) throws Exception {
        FileTime time;
        if (close) {
            time = Files.getLastModifiedTime(builds.warmSource().resolve(path));
            workspace.keep(fixture.fetch(workspace, builds.incremental()));
            workspace.close();
        } else {
            time = Files.getLastModifiedTime(workspace.source().resolve(path));
        }
        return time;
    }
}
