package dev.buildserver.orchestrator.outbox;

import java.time.Duration;
import java.util.List;

/** Messages that were written with their causes and are not delivered yet. */
public interface OutboxStore {
    /**
     * A message.
     *
     * @param tries including the one that begins
     */
    record Message(long id, String topic, String subject, int tries) {}

    /** Takes due messages for a try; untaken again by themselves after a growing pause. */
    List<Message> take(int limit, Duration longestPause);

    void delivered(long id);
}
