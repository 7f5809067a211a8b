package dev.buildserver.contract.build;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Name of the workspace that builds of one project may use one after the other. Agents say which
 * they hold warm, the server prefers an agent that holds a build's. Other tenants and repositories
 * have other keys.
 */
public final class WorkspaceKey {
    private static final int BYTES = 10;

    private WorkspaceKey() {}

    /** 20 hexadecimal digits. */
    public static String of(String tenant, BuildJob job) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String text : List.of(tenant, job.projectName(), job.repositoryUrl())) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
