package dev.buildserver.cache.blob;

import dev.buildserver.cache.Client;
import dev.buildserver.contract.cache.BlobFrames;
import dev.buildserver.contract.cache.BlobFrames.Head;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Streams of blobs as an agent writes and reads them. */
public final class Frames {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    public static byte[] of(byte[]... contents) {
        Frames frames = new Frames();
        Arrays.stream(contents).forEach(c -> frames.add(Client.sha256(c), c));
        return frames.ended();
    }

    Frames add(String digest, byte[] content) {
        try {
            BlobFrames.writeHead(out, new Head(digest, content.length));
            out.write(content);
            out.writeByte(BlobFrames.GOOD);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] ended() {
        try {
            BlobFrames.writeEnd(out);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] cut(int bytesLost) {
        byte[] whole = ended();
        return Arrays.copyOf(whole, whole.length - bytesLost);
    }

    /** Contents by digest; empty for what is missing or corrupt. */
    static Map<String, Optional<byte[]>> read(byte[] stream) {
        Map<String, Optional<byte[]>> blobs = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stream))) {
            Optional<Head> head = BlobFrames.readHead(in);
            while (head.isPresent()) {
                blobs.put(head.get().digest(), content(head.get(), in));
                head = BlobFrames.readHead(in);
            }
            return blobs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<byte[]> content(Head head, DataInputStream in) throws IOException {
        if (head.isMissing()) {
            return Optional.empty();
        }
        byte[] content = new byte[Math.toIntExact(head.sizeBytes())];
        in.readFully(content);
        return Optional.of(content).filter(c -> readVerdict(in) == BlobFrames.GOOD);
    }

    private static int readVerdict(DataInputStream in) {
        try {
            return in.readByte();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
