package dev.buildserver.agent.cached.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblyReferencesTest {
    @TempDir Path folder;

    @Test
    void theReferencesOfAnAssemblyAreRead() throws IOException {
        // When / Then
        assertThat(AssemblyReferences.of(logger()))
                .containsExactly(
                        "Microsoft.Build.Framework 15.1.0.0",
                        "Microsoft.Build.Utilities.Core 15.1.0.0",
                        "netstandard 2.1.0.0");
    }

    @Test
    void whatIsNoAssemblyIsRefused() throws IOException {
        // Given
        byte[] bytes = Files.readAllBytes(logger());
        Path text = Files.writeString(folder.resolve("text.dll"), "no assembly");
        Path cut = Files.write(folder.resolve("cut.dll"), Arrays.copyOf(bytes, 2000));
        Path empty = Files.createFile(folder.resolve("empty.dll"));

        // Then
        for (Path file : new Path[] {text, cut, empty}) {
            assertThatThrownBy(() -> AssemblyReferences.of(file)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        // Given
        Path link = Files.createSymbolicLink(folder.resolve("link.dll"), logger());

        // Then
        assertThatThrownBy(() -> AssemblyReferences.of(link)).isInstanceOf(IOException.class);
    }

    private Path logger() throws IOException {
        Path file = folder.resolve("logger.dll");
        if (!Files.exists(file)) {
            try (InputStream in =
                    getClass().getResourceAsStream("/msbuild/BuildServer.MSBuild.dll")) {
                Files.copy(in, file);
            }
        }
        return file;
    }
}
