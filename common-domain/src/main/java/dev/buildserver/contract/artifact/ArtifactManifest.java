package dev.buildserver.contract.artifact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The canonical form of a set of artifacts. */
public final class ArtifactManifest {
    private ArtifactManifest() {}

    /**
     * One artifact of the set.
     *
     * @param sha256 lower-case hexadecimal
     */
    public record Entry(String path, String sha256, long sizeBytes) {}

    /**
     * SHA-256, in lower-case hexadecimal, over one line {@code path NUL sha256 NUL size LF} for
     * each entry, ordered by path (by UTF-16 code unit).
     */
    public static String digest(List<Entry> entries) {
        MessageDigest sha256 = sha256();
        entries.stream()
                .sorted(Comparator.comparing(Entry::path))
                .map(e -> e.path() + '\0' + e.sha256() + '\0' + e.sizeBytes() + '\n')
                .forEach(line -> sha256.update(line.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
