package dev.buildserver.testing.dotnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestKitTest {
    @TempDir Path folder;

    @Test
    void aConfigurationThatOthersReadNowIsNotWrittenOver() throws Exception {
        // Given
        Path config = TestKit.configuration(folder, folder.resolve("feed"));
        Object before = state(config);

        // When
        Path again = TestKit.configuration(folder, folder.resolve("feed"));

        // Then
        assertThat(again).isEqualTo(config).content().contains("value=\"" + folder + "/feed\"");
        assertThat(state(again)).isEqualTo(before);
    }

    private static Object state(Path file) throws Exception {
        BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
        return known.fileKey() + " " + known.lastModifiedTime();
    }
}
