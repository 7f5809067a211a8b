package dev.buildserver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class VerifiedContentTest {
    private static final byte[] CONTENT = "some content".getBytes();
    private static final String SHA256 = Digests.sha256(CONTENT);

    @Test
    void rightContentPassesUnchanged() throws IOException {
        // Given
        VerifiedContent content = content(CONTENT, CONTENT.length, SHA256);
        // When
        byte[] read = content.readAllBytes();
        // Then
        assertThat(read).isEqualTo(CONTENT);
        assertThat(content.mismatch()).isFalse();
        assertThat(content.failure()).isNull();
    }

    @Test
    void bytesAfterTheAnnouncedLengthAreNotRead() throws IOException {
        // Given
        VerifiedContent content = content("some content and more".getBytes(), 12, SHA256);
        // When
        byte[] read = content.readAllBytes();
        // Then
        assertThat(read).isEqualTo(CONTENT);
    }

    @Test
    void wrongContentNeverPassesWhole() {
        // Given
        VerifiedContent content = content("SOME CONTENT".getBytes(), 12, SHA256);
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        // When
        assertThatThrownBy(() -> copyByteByByte(content, passed))
                // Then
                .isInstanceOf(IOException.class);
        assertThat(passed.size()).isEqualTo(11);
        assertThat(content.mismatch()).isTrue();
        assertThat(content.failure()).isNull();
    }

    @Test
    void contentThatEndsEarlyIsAFailureOfItsSource() {
        // Given
        VerifiedContent content = content("some".getBytes(), 12, SHA256);
        // When
        assertThatThrownBy(content::readAllBytes)
                // Then
                .isInstanceOf(IOException.class);
        assertThat(content.failure()).hasMessageContaining("after 4 bytes");
        assertThat(content.mismatch()).isFalse();
    }

    @Test
    void emptyContentIsCheckedToo() {
        // Given
        VerifiedContent content = content(new byte[0], 0, SHA256);
        // When
        assertThatThrownBy(content::checkEmpty)
                // Then
                .isInstanceOf(IOException.class);
        assertThat(content.mismatch()).isTrue();
    }

    private static void copyByteByByte(InputStream from, ByteArrayOutputStream to)
            throws IOException {
        for (int b = from.read(); b >= 0; b = from.read()) {
            to.write(b);
        }
    }

    private static VerifiedContent content(byte[] bytes, long announcedSize, String sha256) {
        return new VerifiedContent(new ByteArrayInputStream(bytes), announcedSize, sha256);
    }
}
