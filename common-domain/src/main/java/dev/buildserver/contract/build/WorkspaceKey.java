package dev.buildserver.contract.build;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Name of the workspace that builds of one project may use one after the other. Agents say which
 * they hold warm, the server prefers an agent that holds a build's. Other tenants and repositories
 * have other keys, and so has each ref that is not trusted: what a pull request left in a workspace
 * must reach no other build.
 */
public final class WorkspaceKey {
    private static final int BYTES = 10;

    private WorkspaceKey() {}

    /**
     * 20 hexadecimal digits.
     *
     * @param trusted whether the build is
     */
    public static String of(String tenant, BuildJob job, boolean trusted) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String text : texts(tenant, job, trusted)) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static List<String> texts(String tenant, BuildJob job, boolean trusted) {
        List<String> shared = List.of(tenant, job.projectName(), job.repositoryUrl());
        return trusted ? shared : Stream.concat(shared.stream(), Stream.of(job.gitRef())).toList();
    }
}
