package dev.buildserver.agent.execute.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputManifestTest {
    // SHA-256 of "abc", from the standard's own examples.
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir Path folder;

    @Test
    void whatIsNoSourceIsListedWithSizeAndHash() throws IOException {
        // Given
        file("src/A/A.cs", "class A {}");
        file("src/A/bin/Release/A.dll", "abc");
        file("dist/made.txt", "abc");

        // When
        OutputManifest manifest = new OutputManifest().addTree(folder, Set.of("src/A/A.cs"));

        // Then
        assertThat(manifest.entries())
                .containsExactly(
                        new ManifestEntry("dist/made.txt", "100644", 3, ABC),
                        new ManifestEntry("src/A/bin/Release/A.dll", "100644", 3, ABC));
    }

    @Test
    void whatServesTheToolsAloneIsLeftOut() throws IOException {
        // Given
        file("A/obj/Release/A.dll", "abc");
        file("A/elsewhere/project.assets.json", "{}");
        file("A/elsewhere/Release/A.csprojAssemblyReference.cache", "abc");
        file("A/bin/A.runtimeconfig.dev.json", "{}");
        file(".git/index", "abc");
        file("modules/other/.git", "gitdir: ../..");
        file("modules/other/Source.cs", "class Source {}");
        file("A/bin/objective.txt", "abc");

        // When
        OutputManifest manifest = new OutputManifest().addTree(folder, Set.of());

        // Then
        assertThat(manifest.entries())
                .extracting(ManifestEntry::path)
                .containsExactly("A/bin/objective.txt");
    }

    @Test
    void programsAndLinksAreToldApart() throws IOException {
        // Given
        file("bin/run", "abc");
        assertThat(folder.resolve("bin/run").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(folder.resolve("bin/link"), Path.of("abc"));

        // When
        OutputManifest manifest = new OutputManifest().addTree(folder, Set.of());

        // Then
        assertThat(manifest.entries())
                .containsExactly(
                        new ManifestEntry("bin/link", "120000", 3, ABC),
                        new ManifestEntry("bin/run", "100755", 3, ABC));
    }

    @Test
    void packagesAreListedByTheirEntriesWithoutIdsThatPackingMakesUp() throws IOException {
        // Given
        pack("one/App.1.0.0.nupkg", "package/services/metadata/core-properties/1.psmdcp");
        pack("two/App.1.0.0.nupkg", "package/services/metadata/core-properties/2.psmdcp");

        // When
        OutputManifest one = new OutputManifest().addPackages(folder.resolve("one"));
        OutputManifest two = new OutputManifest().addPackages(folder.resolve("two"));

        // Then
        assertThat(one.entries())
                .isEqualTo(two.entries())
                .containsExactly(
                        new ManifestEntry("packages/App.1.0.0.nupkg/lib/A.dll", "100644", 3, ABC));
    }

    @Test
    void publishedAppsAreListedByFile() throws IOException {
        // Given
        file("published/App-net8.0/wwwroot/site.css", "abc");

        // When
        OutputManifest manifest =
                new OutputManifest()
                        .addPublished(folder.resolve("published"))
                        .addPublished(folder.resolve("absent"))
                        .addPackages(folder.resolve("absent"));

        // Then
        assertThat(manifest.entries())
                .containsExactly(
                        new ManifestEntry(
                                "published/App-net8.0/wwwroot/site.css", "100644", 3, ABC));
    }

    private void file(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void pack(String path, String properties) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "_rels/.rels", properties);
            entry(zip, properties, properties);
            entry(zip, "lib/A.dll", "abc");
        }
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
