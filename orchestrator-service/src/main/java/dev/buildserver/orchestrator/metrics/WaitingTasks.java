package dev.buildserver.orchestrator.metrics;

import java.util.List;

/** The tasks that are ready to be leased. */
public interface WaitingTasks {
    /**
     * Ready tasks that differ in nothing that matters for whether an agent may begin them.
     *
     * @param classId of what they require
     * @param tasks how many there are
     * @param projectRoom how many more of the project may run; null without a limit, below 0 when
     *     the limit was lowered
     * @param tenantRoom the same of the tenant
     */
    record Group(
            String pool,
            String classId,
            String tenant,
            String project,
            int tasks,
            Integer projectRoom,
            Integer tenantRoom) {}

    /** All of them, what is likely to begin first before others. */
    List<Group> groups();
}
