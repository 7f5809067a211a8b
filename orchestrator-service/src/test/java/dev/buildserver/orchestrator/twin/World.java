package dev.buildserver.orchestrator.twin;

import dev.buildserver.domain.build.BuildState;
import dev.buildserver.domain.task.AttemptState;
import dev.buildserver.domain.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/** What is stored, by names: of builds, of tasks, of sessions and of ended attempts. */
record World(
        SortedMap<String, BuildRow> builds,
        SortedMap<String, TaskRow> tasks,
        SortedMap<String, SessionRow> sessions,
        SortedMap<String, AttemptRow> attempts) {
    record BuildRow(BuildState.Kind status, int version, int openTasks, int failedTasks) {}

    /**
     * A task.
     *
     * @param since when it became ready, or was leased
     * @param until end of its back-off, or of its time; null unless it is ready or leased
     * @param stopping since when it shall stop; null unless it runs and shall
     * @param attempt that runs, or was accepted
     */
    record TaskRow(
            TaskStatus status,
            int version,
            int unresolved,
            int attempts,
            int failures,
            int handbacks,
            List<String> excluded,
            boolean cancelRequested,
            Instant stopping,
            Instant since,
            Instant until,
            UUID holder,
            UUID attempt) {}

    /** A session; {@code endReason} is null while it is active. */
    record SessionRow(
            String agent,
            String endReason,
            boolean drain,
            Instant seenAt,
            Instant beatAt,
            long sequence,
            List<UUID> held) {}

    record AttemptRow(AttemptState.Kind endedAs, TaskStatus taskStatus, String digest) {}
}
