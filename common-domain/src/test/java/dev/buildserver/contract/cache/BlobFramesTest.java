package dev.buildserver.contract.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.contract.cache.BlobFrames.Head;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlobFramesTest {
    private static final String DIGEST = "ab".repeat(32);

    @Test
    void headsAreReadAsTheyWereWritten() throws IOException {
        // Given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Head missing = new Head(DIGEST, BlobFrames.MISSING);
        BlobFrames.writeHead(out, missing);
        BlobFrames.writeHead(out, new Head(DIGEST, 5L << 30));
        BlobFrames.writeEnd(out);
        // When
        DataInputStream in = reader(bytes.toByteArray());
        // Then
        assertThat(BlobFrames.readHead(in)).contains(missing);
        assertThat(BlobFrames.readHead(in)).contains(new Head(DIGEST, 5L << 30));
        assertThat(BlobFrames.readHead(in)).isEmpty();
        assertThat(missing.isMissing()).isTrue();
    }

    @Test
    void whatWasCutOffIsNoEnd() {
        assertThatThrownBy(() -> BlobFrames.readHead(reader(new byte[0])))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> BlobFrames.readHead(reader(new byte[39])))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void sizesBelowMissingAreRefused() {
        byte[] frame = new byte[40];
        Arrays.fill(frame, (byte) 0xf0);
        assertThatThrownBy(() -> BlobFrames.readHead(reader(frame)))
                .isInstanceOf(IOException.class);
    }

    private static DataInputStream reader(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
