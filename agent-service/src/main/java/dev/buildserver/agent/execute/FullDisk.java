package dev.buildserver.agent.execute;

import dev.buildserver.agent.failure.AttemptEnded;
import java.util.List;

/** How tools say that the disk is full, which is not the fault of what they build. */
final class FullDisk {
    private static final List<String> WORDS =
            List.of("No space left on device", "There is not enough space on the disk");

    private FullDisk() {}

    /** Whether a line, or a message, says so. */
    static boolean isTold(String text) {
        return text != null && WORDS.stream().anyMatch(text::contains);
    }

    static AttemptEnded ended() {
        return AttemptEnded.infrastructure("The agent's disk is full", null);
    }
}
