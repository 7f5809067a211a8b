package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortTempTest {
    @TempDir Path work;
    private Process other;

    @AfterEach
    void endTheOther() throws InterruptedException {
        if (other != null) {
            other.destroyForcibly().waitFor();
            ShortTemp.sweep();
        }
    }

    @Test
    void aFolderOfAnAgentThatIsGoneIsSwept() throws Exception {
        // Given
        Path folder = folderOfAnother();
        Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("c"), "x");
        other.destroyForcibly().waitFor();

        // When
        ShortTemp.sweep();

        // Then
        assertThat(folder).doesNotExist();
    }

    @Test
    void aFolderOfAnAgentThatRunsIsNot() throws Exception {
        // Given
        Path folder = folderOfAnother();

        // When
        ShortTemp.sweep();

        // Then
        assertThat(folder).exists();
    }

    @Test
    void aFolderOfThisAgentIsNot() throws Exception {
        // Given
        Path folder = ShortTemp.create(deep());

        try {
            // When
            ShortTemp.sweep();

            // Then
            assertThat(folder).exists();
        } finally {
            ShortTemp.delete(folder);
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void foldersOfOthersWithSuchANameAreNot() throws IOException {
        // Given
        Path folder = Files.createTempDirectory("bs");
        try {
            // When
            ShortTemp.sweep();

            // Then
            assertThat(folder).exists();
        } finally {
            Files.delete(folder);
        }
    }

    private Path folderOfAnother() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        other =
                new ProcessBuilder(
                                java,
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FolderHolder.class.getName(),
                                deep().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
        return Path.of(output.readLine());
    }

    /** Too long a path for sockets. */
    private Path deep() {
        return work.resolve("a".repeat(60));
    }
}
