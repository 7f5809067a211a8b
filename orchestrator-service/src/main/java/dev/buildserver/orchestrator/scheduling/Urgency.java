package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.domain.build.BuildPriority;
import java.time.Duration;

/**
 * How age raises priorities, as in the index of ready tasks.
 *
 * @param ageStep age that is worth a priority, up to High
 * @param maxWait age from which a task goes before all others
 */
public record Urgency(Duration ageStep, Duration maxWait) {
    /** More than any priority. */
    private static final int FIRST_OF_ALL = BuildPriority.values().length;

    /** The urgency of a task. */
    public int of(int priority, Duration age) {
        if (age.compareTo(maxWait) >= 0) {
            return FIRST_OF_ALL;
        }
        long raised = priority + Math.max(0, age.toMillis()) / Math.max(1, ageStep.toMillis());
        return (int) Math.max(priority, Math.min(BuildPriority.HIGH.ordinal(), raised));
    }
}
