package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.ReadyTask;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tasks as the scripts know them: texts of parts with separators between them, which Lua takes
 * apart faster than JSON.
 */
final class EntryText {
    private static final char PART = '|';

    private EntryText() {}

    /** The entry of {@code flows.lua}. */
    static String of(ReadyTask task) {
        return new StringBuilder(128)
                .append(task.version())
                .append(PART)
                .append(task.readyAt().toEpochMilli())
                .append(PART)
                .append(part(task.affinity()))
                .append(PART)
                .append(joined(task.excluded()))
                .append(PART)
                .append(part(task.requirements()))
                .append(PART)
                .append(task.priority())
                .append(PART)
                .append(part(task.tenant()))
                .append(PART)
                .append(part(task.project()))
                .toString();
    }

    /** The level that a task waits in. */
    static String level(ReadyTask task) {
        return part(task.requirements()) + ":" + task.priority();
    }

    /**
     * A name as part of an entry or of a key: without separators, and never the same as another.
     */
    static String part(String name) {
        return isPlain(name)
                ? name
                : name.replace("%", "%25")
                        .replace(":", "%3A")
                        .replace("|", "%7C")
                        .replace(",", "%2C");
    }

    private static String joined(List<String> names) {
        return names.isEmpty()
                ? ""
                : names.stream().map(EntryText::part).collect(Collectors.joining(","));
    }

    private static boolean isPlain(String name) {
        return name.chars().noneMatch(c -> c == '%' || c == ':' || c == PART || c == ',');
    }
}
