package dev.buildserver.contract.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The identity of an entry: what was declared (the weak key) and all that was observed. */
public final class StrongKey {
    private static final Comparator<Observed> ORDER =
            Comparator.comparing(Observed::kind)
                    .thenComparing(Observed::path)
                    .thenComparing(Observed::state);

    private StrongKey() {}

    /**
     * SHA-256 over the key and the observations in their order, each with its length before it, so
     * that no character of a path has a meaning. 64 hexadecimal digits, lower case.
     *
     * @param observed in any order
     */
    public static String of(String weakKey, List<Observed> observed) {
        MessageDigest digest = sha256();
        add(digest, weakKey);
        for (Observed one : observed.stream().sorted(ORDER).toList()) {
            add(digest, one.kind().toString());
            add(digest, one.path());
            add(digest, one.state());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
