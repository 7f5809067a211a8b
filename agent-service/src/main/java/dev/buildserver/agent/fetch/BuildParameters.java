package dev.buildserver.agent.fetch;

import dev.buildserver.contract.build.BuildJob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Digests of what makes one build like another. */
final class BuildParameters {
    private BuildParameters() {}

    /** Digest of what shapes a build's outputs, beside source and SDK. */
    static String digest(BuildJob job) {
        return digest(
                List.of(
                        String.valueOf(job.solutionPath()),
                        String.valueOf(job.configuration()),
                        String.valueOf(job.targetFramework()),
                        String.valueOf(job.platform()),
                        String.valueOf(job.runtimeIdentifier()),
                        new TreeMap<>(job.buildProperties()).toString(),
                        new TreeMap<>(job.environment()).toString()));
    }

    /** Short digest of some texts; other texts, or another order, give another. */
    static String digest(List<String> texts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
