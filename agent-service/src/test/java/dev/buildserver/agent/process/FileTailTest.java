package dev.buildserver.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailTest {
    @TempDir Path folder;
    private final List<String> lines = new ArrayList<>();

    @Test
    void aLineIsHandedOverOnceItIsComplete() throws IOException {
        // Given
        Path file = folder.resolve("log");
        try (FileTail tail = new FileTail(file, 100)) {
            // When
            tail.poll(lines::add);
            append(file, "ab");
            tail.poll(lines::add);
            List<String> before = List.copyOf(lines);
            append(file, "c\nde");
            tail.poll(lines::add);

            // Then
            assertThat(before).isEmpty();
            assertThat(lines).containsExactly("abc");
            tail.finish(100, lines::add);
            assertThat(lines).containsExactly("abc", "de");
        }
    }

    @Test
    void aCharacterThatIsSplitBetweenTwoReadsStaysWhole() throws IOException {
        // Given
        Path file = folder.resolve("log");
        byte[] bytes = "€\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (FileTail tail = new FileTail(file, 100)) {
            // When
            for (byte b : bytes) {
                Files.write(
                        file, new byte[] {b}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                tail.poll(lines::add);
            }
        }

        // Then
        assertThat(lines).containsExactly("€");
    }

    @Test
    void aLineWithoutEndIsCut() throws IOException {
        // Given
        Path file = folder.resolve("log");
        append(file, "x".repeat(1000) + "\nshort\n");

        // When
        try (FileTail tail = new FileTail(file, 10)) {
            tail.poll(lines::add);
        }

        // Then
        assertThat(lines).containsExactly("x".repeat(10) + " […]", "short");
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
