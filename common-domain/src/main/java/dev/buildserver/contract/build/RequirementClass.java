package dev.buildserver.contract.build;

import dev.buildserver.domain.toolchain.SdkRequirement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Name of a set of requirements: equal sets have one, so a queue of thousands of builds knows tens
 * of classes, and an agent is matched with these.
 */
public final class RequirementClass {
    /** Of builds that any agent may build. */
    public static final String ANY = "";

    private static final int BYTES = 8;

    private RequirementClass() {}

    /** 16 hexadecimal digits; {@link #ANY} where nothing is required. */
    public static String of(Requirements requirements) {
        if (requirements.areNone()) {
            return ANY;
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String text : canonical(requirements)) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static List<String> canonical(Requirements requirements) {
        List<String> parts = new ArrayList<>();
        sdk(parts, requirements.sdk());
        sdk(parts, requirements.pinnedSdk());
        parts.add(lowerCase(requirements.os()));
        parts.add(lowerCase(requirements.architecture()));
        parts.add(Long.toString(requirements.minMemoryBytes()));
        parts.add(Integer.toString(requirements.tools().size()));
        parts.addAll(requirements.tools());
        new TreeMap<>(requirements.labels())
                .forEach(
                        (name, value) -> {
                            parts.add(name);
                            parts.add(value);
                        });
        return parts;
    }

    private static void sdk(List<String> parts, SdkRequirement sdk) {
        parts.add(sdk == null ? "" : lowerCase(sdk.version()));
        parts.add(sdk == null ? "" : String.valueOf(sdk.rollForward()));
        parts.add(sdk == null ? "" : Boolean.toString(sdk.allowPrerelease()));
    }

    private static String lowerCase(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
