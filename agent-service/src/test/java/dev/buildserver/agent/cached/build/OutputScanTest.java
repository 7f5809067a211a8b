package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputScanTest {
    @TempDir Path folder;

    @Test
    void onlyMsBuildsOwnCachesAreLeftOut() throws IOException {
        // Given
        Tree before = Tree.of(folder, "c1");
        List<String> names =
                List.of(
                        "App.csproj.FileListAbsolute.txt",
                        "App.csprojAssemblyReference.cache",
                        "App.csproj.AssemblyReference.cache",
                        "App.fsproj.GenerateResource.cache",
                        "all.AssemblyReference.cache",
                        "App.dll");
        Path outputs = Files.createDirectories(folder.resolve("src/App/obj/Release/net"));
        for (String name : names) {
            Files.writeString(outputs.resolve(name), name);
        }

        // When / Then
        ProjectState app = new Projects().add("App").get("App");
        assertThat(
                        new OutputScan(folder, before)
                                .files(app, new TreeMap<>(), new ArrayList<>())
                                .keySet())
                .containsExactly(
                        "src/App/obj/Release/net/App.csproj.FileListAbsolute.txt",
                        "src/App/obj/Release/net/App.dll",
                        "src/App/obj/Release/net/all.AssemblyReference.cache");
    }

    @Test
    void aContentMayBeCalledLikeACache() throws IOException {
        // Given
        Tree before = Tree.of(folder, "c1");
        ProjectState app = new Projects().add("App").get("App");
        String path = "src/App/bin/Release/net/x/my.csproj.AssemblyReference.cache";
        write(path);

        // When / Then
        assertThat(
                        new OutputScan(folder, before)
                                .files(app, new TreeMap<>(), new ArrayList<>())
                                .keySet())
                .containsExactly(path);
    }

    @Test
    void aSourceAmongTheOutputsThatGoesStandsInTheWay() throws IOException {
        // Given
        ProjectState app = new Projects().add("App").get("App");
        Path old = write("src/App/bin/Release/net/old.txt");
        write("src/App/bin/Release/net/kept.txt");
        Tree before = Tree.of(folder, "c1");
        Files.delete(old);
        List<String> obstacles = new ArrayList<>();

        // When
        new OutputScan(folder, before).files(app, new TreeMap<>(), obstacles);

        // Then
        assertThat(obstacles)
                .containsExactly(
                        "it removes src/App/bin/Release/net/old.txt, which was there before");
    }

    private Path write(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, path);
    }
}
