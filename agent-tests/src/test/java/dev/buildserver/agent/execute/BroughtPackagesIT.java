package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.packages.FeedServer;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that the agent brings are to NuGet as if it had restored them itself. */
class BroughtPackagesIT {
    private static final byte[] PACKAGE = FeedServer.nupkg("Some.Package", "1.0.0");
    private static final String PLACE = "acme/trusted/some.package/1.0.0";

    @TempDir Path folder;
    private final FeedServer server = new FeedServer().has("some.package", "1.0.0", PACKAGE);
    private boolean available = true;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anotherAgentNeedsNoSourceAndHasTheSameFiles() throws Exception {
        // Given: restored by NuGet itself from a folder, and told to the cache service
        Bench first = bench("first", false);
        build(first, source("first", "true"), BuildStrategy.CLEAN);
        await().atMost(Duration.ofSeconds(30)).until(() -> server.lists.size() == 1);
        // When: the source is gone
        available = false;
        Bench second = bench("second", false);
        build(second, source("second", "true"), BuildStrategy.CLEAN);
        // Then
        assertThat(files(folder.resolve("packages-second").resolve(PLACE)))
                .isEqualTo(files(folder.resolve("packages-first").resolve(PLACE)));
    }

    @Test
    void aSandboxSeesThemAndLeavesThemAsTheyWere() throws Exception {
        // Given
        Bench first = bench("first", true);
        build(first, source("first", "true"), BuildStrategy.CACHED);
        await().atMost(Duration.ofSeconds(30)).until(() -> server.lists.size() == 1);
        Map<String, String> kept = files(folder.resolve("packages-first").resolve(PLACE));
        assertThat(kept).containsKey("some.package.nuspec");
        // When: the source is gone, and the build tries to write where the package is
        available = false;
        Path source = source("second", "echo poison > /home/b/.nuget/packages/%s/lib/x.dll; true");
        build(bench("first", true), source, BuildStrategy.CACHED);
        // Then
        assertThat(files(folder.resolve("packages-first").resolve(PLACE))).isEqualTo(kept);
    }

    private Bench bench(String name, boolean sandboxed) throws Exception {
        return new Bench(
                        Files.createDirectories(folder.resolve("work-" + name)),
                        sandboxed,
                        folder.resolve("packages-" + name))
                .with(server.url());
    }

    private static void build(Bench bench, Path source, BuildStrategy strategy) throws Exception {
        Outcome outcome = bench.run(source, JobOptions.of("App.csproj"), strategy, false).outcome();
        assertThat(outcome).as(bench.report.log.toString()).isEqualTo(Outcome.SUCCEEDED);
    }

    private Path source(String name, String command) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source-" + name));
        Files.writeString(
                source.resolve("App.csproj"),
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
                  <ItemGroup><PackageReference Include="Some.Package" Version="1.0.0" /></ItemGroup>
                </Project>
                """);
        Files.writeString(
                source.resolve("NuGet.config"),
                """
                <configuration><packageSources><clear /><add key="folder" value="feed" />
                </packageSources></configuration>
                """);
        Path feed = Files.createDirectory(source.resolve("feed"));
        Files.writeString(feed.resolve("README"), "Packages are here, as long as they are.");
        if (available) {
            Files.write(feed.resolve("Some.Package.1.0.0.nupkg"), PACKAGE);
        }
        Files.writeString(source.resolve("App.cs"), "public static class App { }\n");
        Files.writeString(
                source.resolve("Directory.Build.targets"),
                """
                <Project><Target Name="Try" BeforeTargets="CoreCompile">
                  <Exec Command="sh try.sh" /></Target></Project>
                """);
        Files.writeString(source.resolve("try.sh"), command.formatted("some.package/1.0.0") + "\n");
        return source;
    }

    /** Mode and size of each file; the source and version of metadata are NuGet's own matter. */
    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        String name = root.relativize(file).toString();
                        String mode =
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                        // Some writers leave a mode that follows the umask.
                        String owner = mode.substring(0, 3);
                        files.put(
                                name,
                                name.equals(".nupkg.metadata")
                                        ? "metadata"
                                        : owner
                                                + " "
                                                + java.util.Arrays.hashCode(
                                                        Files.readAllBytes(file)));
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }
}
