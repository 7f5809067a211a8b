package dev.buildserver.agent.cached.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilationTimeTest {
    @TempDir Path folder;

    @Test
    void aPartOfAHashIsNoTime() throws IOException {
        assertThat(CompilationTime.isIn(assembly())).isFalse();
    }

    @Test
    void theTimeOfTheFileIsFound() throws IOException {
        // Given
        Path assembly = assembly();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(assembly));
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(bytes.getInt(0x3c) + 8, (int) Instant.now().getEpochSecond());
        Files.write(assembly, bytes.array());

        // When / Then
        assertThat(CompilationTime.isIn(assembly)).isTrue();
    }

    @Test
    void whatIsNoAssemblyHoldsNone() throws IOException {
        // Given
        Path text = Files.writeString(folder.resolve("text.dll"), "no assembly");
        Path link = Files.createSymbolicLink(folder.resolve("link.dll"), assembly());

        // When / Then
        assertThat(CompilationTime.isIn(text)).isFalse();
        assertThat(CompilationTime.isIn(link)).isFalse();
        assertThat(CompilationTime.isIn(folder.resolve("none.dll"))).isFalse();
    }

    private Path assembly() throws IOException {
        Path file = folder.resolve("some.dll");
        try (InputStream in = getClass().getResourceAsStream("/msbuild/BuildServer.MSBuild.dll")) {
            Files.copy(in, file);
        }
        return file;
    }
}
