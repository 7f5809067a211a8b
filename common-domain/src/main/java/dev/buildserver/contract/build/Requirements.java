package dev.buildserver.contract.build;

import dev.buildserver.domain.toolchain.SdkRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an agent must have to build a job. All of it must be met.
 *
 * @param sdk what the request asks for; null: any
 * @param pinnedSdk what {@code global.json} in the source asks for, as an agent found out; null:
 *     not known, or nothing
 * @param os such as {@code Linux}, in any case; null: any
 * @param architecture such as {@code x64}, in any case; null: any
 * @param minMemoryBytes memory of the machine; 0: any
 * @param tools such as {@code docker}, in any case
 * @param labels which the agent must have, with just these values
 */
public record Requirements(
        SdkRequirement sdk,
        SdkRequirement pinnedSdk,
        String os,
        String architecture,
        long minMemoryBytes,
        List<String> tools,
        Map<String, String> labels) {
    /** Any agent will do. */
    public static final Requirements NONE =
            new Requirements(null, null, null, null, 0, List.of(), Map.of());

    private static final long GIGABYTE = 1_000_000_000L;

    // Equal requirements are equal objects, whatever the order and the case in which they were
    // told.
    public Requirements {
        tools =
                tools == null
                        ? List.of()
                        : tools.stream()
                                .map(tool -> tool.toLowerCase(Locale.ROOT))
                                .distinct()
                                .sorted()
                                .toList();
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    /** An SDK alone. */
    public static Requirements pinned(SdkRequirement sdk) {
        return NONE.withPinnedSdk(sdk);
    }

    /** These, and what the source turned out to pin. */
    public Requirements withPinnedSdk(SdkRequirement pinned) {
        return new Requirements(sdk, pinned, os, architecture, minMemoryBytes, tools, labels);
    }

    /** Whether any agent will do. */
    public boolean areNone() {
        return equals(NONE);
    }

    /** For people, such as {@code SDK 9.0, tool docker}; empty where any agent will do. */
    public String inWords() {
        List<String> words = new ArrayList<>();
        if (sdk != null) {
            words.add("SDK " + sdk);
        }
        if (pinnedSdk != null && !pinnedSdk.equals(sdk)) {
            words.add("SDK " + pinnedSdk);
        }
        if (os != null) {
            words.add(os);
        }
        if (architecture != null) {
            words.add(architecture);
        }
        if (minMemoryBytes > 0) {
            words.add((minMemoryBytes + GIGABYTE - 1) / GIGABYTE + " GB of memory");
        }
        tools.forEach(tool -> words.add("tool " + tool));
        new TreeMap<>(labels).forEach((name, value) -> words.add("label " + name + "=" + value));
        return String.join(", ", words);
    }
}
