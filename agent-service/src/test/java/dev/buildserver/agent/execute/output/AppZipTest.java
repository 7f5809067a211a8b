package dev.buildserver.agent.execute.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.TIME_ZONE)
class AppZipTest {
    @TempDir Path work;

    @Test
    void equalFoldersGiveEqualBytesWheneverAndWhereverTheyWereWritten() throws IOException {
        // Given
        Path first = app("first", List.of("b.dll", "a", "sub/c.json"), "2024-02-03T04:05:06Z");
        Path second =
                app("deeper/second", List.of("sub/c.json", "a", "b.dll"), "2030-01-01T00:00:00Z");
        TimeZone zone = TimeZone.getDefault();

        // When
        AppZip.write(first, work.resolve("1.zip"));
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            AppZip.write(second, work.resolve("out/2.zip"));
        } finally {
            TimeZone.setDefault(zone);
        }

        // Then
        assertThat(work.resolve("1.zip")).hasSameBinaryContentAs(work.resolve("out/2.zip"));
    }

    @Test
    void programsStayProgramsAndNamesAreSorted() throws IOException {
        // Given
        Path app = app("app", List.of("b.dll", "a", "sub/c.json"), "2024-02-03T04:05:06Z");
        Files.setPosixFilePermissions(
                app.resolve("a"), PosixFilePermissions.fromString("rwxrwx---"));

        // When
        AppZip.write(app, work.resolve("app.zip"));

        // Then
        try (ZipFile zip = ZipFile.builder().setPath(work.resolve("app.zip")).get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            assertThat(entries)
                    .extracting(ZipArchiveEntry::getName)
                    .containsExactly("a", "b.dll", "sub/c.json");
            assertThat(entries)
                    .extracting(entry -> Integer.toOctalString(entry.getUnixMode()))
                    .containsExactly("100755", "100644", "100644");
        }
    }

    @Test
    void aLinkThatLeavesTheFolderIsLeftOut() throws IOException {
        // Given
        Path app = app("app", List.of("a"), "2024-02-03T04:05:06Z");
        Path secret = Files.writeString(work.resolve("secret"), "x");
        Files.createSymbolicLink(app.resolve("stolen"), secret);

        // When
        AppZip.write(app, work.resolve("app.zip"));

        // Then
        try (ZipFile zip = ZipFile.builder().setPath(work.resolve("app.zip")).get()) {
            assertThat(Collections.list(zip.getEntries())).hasSize(1);
        }
    }

    private Path app(String name, List<String> files, String time) throws IOException {
        Path folder = work.resolve(name);
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "content of " + file);
            Files.setLastModifiedTime(path, FileTime.from(Instant.parse(time)));
        }
        return folder;
    }
}
