package dev.buildserver.orchestrator.queue;

import java.util.UUID;

/** Names a task. */
public record TaskKey(UUID buildId, int taskNo) {
    /** The form {@code buildId.taskNo}. */
    @Override
    public String toString() {
        return buildId + "." + taskNo;
    }

    /** Reads the form that {@link #toString} writes. */
    public static TaskKey parse(String text) {
        int dot = text.lastIndexOf('.');
        return new TaskKey(
                UUID.fromString(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }
}
