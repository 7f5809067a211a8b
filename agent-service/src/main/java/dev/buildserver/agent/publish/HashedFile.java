package dev.buildserver.agent.publish;

import dev.buildserver.agent.execute.OutputFile;
import dev.buildserver.contract.artifact.ArtifactManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An output and its hash.
 *
 * @param sha256 lower-case hexadecimal
 */
record HashedFile(OutputFile output, long size, String sha256) {
    private static final int BUFFER = 64 * 1024;

    static HashedFile of(OutputFile output) throws IOException {
        MessageDigest digest = newDigest();
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(output.file())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
            }
        }
        return new HashedFile(output, size, HexFormat.of().formatHex(digest.digest()));
    }

    ArtifactManifest.Entry entry() {
        return new ArtifactManifest.Entry(output.path(), sha256, size);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
