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
                        "all.FileListAbsolute.txt",
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
                        "src/App/obj/Release/net/App.dll",
                        "src/App/obj/Release/net/all.FileListAbsolute.txt");
    }
}
