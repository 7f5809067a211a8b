package dev.buildserver.standalone.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.embedded.cache.UserCache;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.LauncherException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SdkSetupIT {
    @TempDir Path folder;

    private final StringWriter console = new StringWriter();
    private final AtomicInteger fetches = new AtomicInteger();

    @Test
    void dotnetRootWinsOverThePath() throws Exception {
        // Given
        Path first = FakeDotnet.working(folder.resolve("first"), "9.0.100");
        Path second = FakeDotnet.working(folder.resolve("second"), "8.0.404");
        Map<String, String> environment =
                Map.of("DOTNET_ROOT", first.toString(), "PATH", second.toString());
        // When
        DotnetSdk sdk = setup(environment, List.of()).provide(Optional.empty());
        // Then
        assertThat(sdk.version()).isEqualTo("9.0.100");
        assertThat(sdk.nugetConfig()).isEmpty();
    }

    @Test
    void aLinkOnThePathLeadsToTheSdk() throws Exception {
        // Given
        Path root = FakeDotnet.working(folder.resolve("lib/dotnet"), "8.0.404").toRealPath();
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("dotnet"), root.resolve("dotnet"));
        // When
        DotnetSdk sdk =
                setup(Map.of("PATH", "/nowhere:" + bin), List.of()).provide(Optional.empty());
        // Then
        assertThat(sdk.root()).isEqualTo(root);
    }

    @Test
    void aBrokenSdkIsSaidAndAnotherOneTaken() throws Exception {
        // Given
        Path broken = FakeDotnet.with(folder.resolve("broken"), "8.0.404", "exit 1");
        Path good = FakeDotnet.working(folder.resolve("good"), "8.0.405");
        // When
        DotnetSdk sdk =
                setup(Map.of("PATH", broken + ":" + good), List.of()).provide(Optional.empty());
        // Then
        assertThat(sdk.version()).isEqualTo("8.0.405");
        assertThat(console.toString()).contains("does not run").contains(broken.toString());
    }

    @Test
    void theNextSourceIsTriedWhenTheFirstFails() {
        // Given
        List<SdkSource> sources =
                List.of(failing("first", "it can't be reached"), working("second"));
        // When
        DotnetSdk sdk = setup(Map.of(), sources).provide(Optional.empty());
        // Then
        assertThat(sdk.root()).isEqualTo(cache().folder().resolve("second"));
        assertThat(console.toString()).contains("it can't be reached");
    }

    @Test
    void whatHasBeenFetchedIsNotFetchedAgain() {
        // Given
        List<SdkSource> sources =
                List.of(failing("first", "it can't be reached"), working("second"));
        setup(Map.of(), sources).provide(Optional.empty());
        int before = fetches.get();
        // When
        setup(Map.of(), sources).provide(Optional.empty());
        // Then
        assertThat(fetches).hasValue(before);
    }

    @Test
    void whatDoesNotRunIsNotKept() {
        // Given
        SdkSource source = source("broken", target -> FakeDotnet.with(target, "8.0.404", "exit 1"));
        // When, Then
        assertThatThrownBy(() -> setup(Map.of(), List.of(source)).provide(Optional.empty()))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("none can be fetched")
                .hasMessageContaining("DOTNET_ROOT");
        assertThat(cache().folder().resolve("broken")).doesNotExist();
    }

    @Test
    void theUsersPackageSourcesAreTaken() throws Exception {
        // Given
        Path root = FakeDotnet.working(folder.resolve("old"), "3.1.102");
        Path config = Files.createFile(folder.resolve("my.config"));
        // When
        DotnetSdk sdk =
                setup(Map.of("DOTNET_ROOT", root.toString()), List.of())
                        .provide(Optional.of(config));
        // Then
        assertThat(sdk.nugetConfig()).contains(config);
    }

    @Test
    void anOldSdkWithoutASourceGetsTheTestKit() throws Exception {
        // Given
        Path root = FakeDotnet.working(folder.resolve("old"), "3.1.102");
        Path kit = Files.createDirectories(folder.resolve("installation/samples/testkit"));
        Files.writeString(
                kit.resolve("make-feed.sh"), "echo made with $DOTNET_ROOT > \"$1/kit.nupkg\"");
        // When
        DotnetSdk sdk =
                setup(Map.of("DOTNET_ROOT", root.toString()), List.of()).provide(Optional.empty());
        // Then
        Path config = sdk.nugetConfig().orElseThrow();
        assertThat(config).content().contains("<clear />").contains(config.getParent() + "/feed");
        assertThat(config.resolveSibling("feed/kit.nupkg")).content().contains("made with " + root);
    }

    private SdkSetup setup(Map<String, String> environment, List<SdkSource> sources) {
        Journal journal =
                new Journal(
                        new PrintWriter(console),
                        folder.resolve("launcher.log"),
                        InstantSource.system());
        return new SdkSetup(
                environment,
                folder.resolve("home"),
                cache(),
                new SdkCheck(new OpenSsl(cache(), Map.of())),
                sources,
                new TestKitFeed(cache(), folder.resolve("installation"), journal),
                journal);
    }

    private UserCache cache() {
        return new UserCache(folder.resolve("cache"));
    }

    private SdkSource working(String name) {
        return source(name, target -> FakeDotnet.working(target, "8.0.404"));
    }

    private SdkSource failing(String name, String problem) {
        return source(
                name,
                target -> {
                    throw new IOException(problem);
                });
    }

    private SdkSource source(String name, Fetch fetch) {
        return new SdkSource() {
            @Override
            public String cacheName() {
                return name;
            }

            @Override
            public String description() {
                return "source " + name;
            }

            @Override
            public void fetch(Path target) throws IOException {
                fetches.incrementAndGet();
                try {
                    fetch.into(target);
                } catch (IOException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private interface Fetch {
        void into(Path target) throws Exception;
    }
}
