package dev.buildserver.artifact.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {
    private static final String SHA256 = "a".repeat(64);

    @Test
    void wellFormedIsTaken() {
        // When
        Announcement announced =
                Announcement.parse(
                        new UploadParameters(
                                "bin/My App.zip",
                                null,
                                "Application",
                                SHA256,
                                "application/zip",
                                "17"));
        // Then
        assertThat(announced)
                .isEqualTo(
                        new Announcement(
                                "bin/My App.zip",
                                "My App.zip",
                                ArtifactKind.APPLICATION,
                                SHA256,
                                "application/zip",
                                17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b/c.dll",
                ".config/tool.json",
                "a..b/c",
                "größe/файл 1.nupkg",
                "a/...",
                "😀"
            })
    void pathsBelowTheWorkspaceAreGood(String path) {
        assertThat(ArtifactPath.check(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                "../a",
                "a/../b",
                "a/..",
                "./a",
                "a/./b",
                "a//b",
                "a/",
                "a\\b",
                "..\\a",
                "C:/a",
                "c:a",
                "a\nb",
                "a\u0000b",
                "a\u007fb",
                "a\u0085b",
                "\ud800"
            })
    void pathsThatLeadElsewhereAreRefused(String path) {
        assertThat(ArtifactPath.check(path)).isPresent();
    }

    @Test
    void theLongestPathHas512Characters() {
        assertThat(ArtifactPath.check("a".repeat(512))).isEmpty();
        assertThat(ArtifactPath.check("a".repeat(513))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a/b", "a\\b", "a\r\nSet-Cookie: b"})
    void namesThatAreNoFileNamesAreRefused(String name) {
        assertThat(ArtifactPath.checkName(name)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            delimiter = '|',
            value = {
                "application/zip|application/zip",
                "text/plain; charset=utf-8|text/plain; charset=utf-8",
                "null|application/octet-stream",
                "zip|application/octet-stream",
                "text/html, a/b|application/octet-stream",
            })
    void oddContentTypesBecomeBytes(String header, String expected) {
        // When
        Announcement announced =
                Announcement.parse(new UploadParameters("a", null, "Package", SHA256, header, "0"));
        // Then
        assertThat(announced.contentType()).isEqualTo(expected);
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        // Given
        UploadParameters wrong = new UploadParameters("../a", "b/c", "Zip", "AB", null, null);
        // When
        assertThatThrownBy(() -> Announcement.parse(wrong))
                // Then
                .isInstanceOfSatisfying(
                        BuildServerException.class,
                        e ->
                                assertThat(e.violations())
                                        .extracting(Violation::field)
                                        .containsExactly(
                                                "path",
                                                "name",
                                                "kind",
                                                "sha256",
                                                "Content-Length"));
    }

    @Test
    void aMissingPathIsOneViolation() {
        // Given
        UploadParameters wrong = new UploadParameters(null, null, "Package", SHA256, null, "1");
        // When
        assertThatThrownBy(() -> Announcement.parse(wrong))
                // Then
                .isInstanceOfSatisfying(
                        BuildServerException.class,
                        e ->
                                assertThat(e.violations())
                                        .containsExactly(new Violation("path", "is needed")));
    }
}
