package dev.buildserver.agent.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.http.Credential;
import dev.buildserver.agent.http.TestHttp;
import dev.buildserver.agent.packages.SharedPackages.View;
import dev.buildserver.agent.testing.TestTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedPackagesTest {
    private static final byte[] A = FeedServer.nupkg("A", "1.0.0");
    private static final byte[] B = FeedServer.nupkg("B", "2.0.0");
    private static final Map<String, String> CHOSEN =
            Map.of("a/1.0.0", FeedServer.sha512(A), "b/2.0.0", FeedServer.sha512(B));

    @TempDir Path folder;
    private final FeedServer server = new FeedServer();
    private final TestTasks tasks = new TestTasks();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private Path source;

    @BeforeEach
    void project() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("A.csproj"), "<Project/>");
    }

    @AfterEach
    void close() {
        server.close();
        tasks.close();
    }

    @Test
    void whatOneRestoreChoseAnotherAgentHasBeforeItsOwn() throws Exception {
        // Given
        server.has("a", "1.0.0", A).has("b", "2.0.0", B);
        SharedPackages first = agent("first", View.SHARED);
        first.beforeRestore();
        first.afterRestore(CHOSEN);
        await().atMost(Duration.ofSeconds(20)).until(() -> server.lists.size() == 1);
        server.asked.clear();
        // When
        SharedPackages second = agent("second", View.SHARED);
        second.beforeRestore();
        // Then
        assertThat(server.asked).containsExactlyInAnyOrder("a.1.0.0.nupkg", "b.2.0.0.nupkg");
        assertThat(folder.resolve("second/a/1.0.0/a.nuspec")).exists();
        server.close();
        assertThat(second.bring(CHOSEN)).isTrue();
        assertThat(troubles).isEmpty();
    }

    @Test
    void otherProjectFilesHaveAnotherList() throws Exception {
        // Given
        String before = LockHash.of(source);
        Files.writeString(source.resolve("Program.cs"), "class Program { }");
        assertThat(LockHash.of(source)).isEqualTo(before);
        // When
        Files.writeString(source.resolve("A.csproj"), "<Project></Project>");
        // Then
        assertThat(LockHash.of(source)).isNotEqualTo(before);
    }

    @Test
    void anAttemptSeesSharedPackagesAtAPlaceThatItCantChange() throws Exception {
        // Given
        server.has("a", "1.0.0", A).has("b", "2.0.0", B);
        Path own = Files.createDirectory(folder.resolve("own"));
        SharedPackages packages = agent("kept", new View(own, "/packages"));
        // When
        boolean brought = packages.bring(CHOSEN);
        // Then
        assertThat(brought).isTrue();
        assertThat(Files.readSymbolicLink(own.resolve("a/1.0.0")))
                .isEqualTo(Path.of("/packages/a/1.0.0"));
        assertThat(folder.resolve("kept/b/2.0.0/b.nuspec")).exists();
    }

    @Test
    void restoreSeesNoSharedPackageThatTheSourceMayHaveItself() throws Exception {
        // Given
        server.has("a", "1.0.0", A).has("b", "2.0.0", B);
        agent("kept", View.SHARED).bring(CHOSEN);
        Files.write(Files.createDirectory(source.resolve("feed")).resolve("A.0.9.0.nupkg"), A);
        Path own = Files.createDirectory(folder.resolve("own"));
        // When
        agent("kept", new View(own, "/packages")).beforeRestore();
        // Then
        assertThat(own.resolve("a/1.0.0")).doesNotExist();
        assertThat(own.resolve("b/2.0.0")).isSymbolicLink();
    }

    @Test
    void aPackageWithAnotherHashIsRefused() throws Exception {
        // Given
        server.has("a", "1.0.0", A).has("b", "2.0.0", A);
        SharedPackages packages = agent("kept", View.SHARED);
        // When
        boolean brought = packages.bring(CHOSEN);
        // Then
        assertThat(brought).isFalse();
        assertThat(folder.resolve("kept/b")).doesNotExist();
        assertThat(folder.resolve("kept/a/1.0.0")).exists();
        assertThat(troubles).singleElement().asString().contains("is not what it should be");
    }

    @Test
    void aPackageThatTheFeedLacksIsLeftToRestore() throws Exception {
        // Given
        server.has("a", "1.0.0", A);
        SharedPackages packages = agent("kept", View.SHARED);
        packages.beforeRestore();
        // When
        boolean brought = packages.bring(CHOSEN);
        packages.afterRestore(CHOSEN);
        // Then
        assertThat(brought).isFalse();
        assertThat(troubles).isEmpty();
        // And others are not told a list that they could not get
        await().atMost(Duration.ofSeconds(20))
                .until(() -> server.asked.stream().filter("b.2.0.0.nupkg"::equals).count() == 2);
        assertThat(server.lists).isEmpty();
    }

    @Test
    void withoutTheServiceNothingFails() throws Exception {
        // Given
        server.close();
        SharedPackages packages = agent("kept", View.SHARED);
        // When
        packages.beforeRestore();
        boolean brought = packages.bring(CHOSEN);
        packages.afterRestore(CHOSEN);
        // Then
        assertThat(brought).isFalse();
        assertThat(troubles).singleElement().asString().contains("Packages come from their");
    }

    @Test
    void namesThatAreNoPackagesAreNotBrought() throws Exception {
        assertThat(agent("kept", View.SHARED).bring(Map.of("../x/1.0.0", "hash"))).isFalse();
        assertThat(server.asked).isEmpty();
    }

    private SharedPackages agent(String name, View view) {
        PackageFeed feed =
                new PackageFeed(
                        TestHttp.create(),
                        server.url(),
                        new Credential("token", null),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20));
        return new SharedPackages(
                source, new PackageFolder(folder.resolve(name)), view, feed, tasks, troubles::add);
    }
}
