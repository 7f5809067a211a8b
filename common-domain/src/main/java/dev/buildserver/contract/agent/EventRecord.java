package dev.buildserver.contract.agent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;

/**
 * Something that happened in an attempt. Times are milliseconds since the agent received the lease,
 * by its own monotonic clock: the server turns them into its own time.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EventRecord.Log.class, name = "Log"),
    @JsonSubTypes.Type(value = EventRecord.Stage.class, name = "Stage"),
    @JsonSubTypes.Type(value = EventRecord.Source.class, name = "Source"),
    @JsonSubTypes.Type(value = EventRecord.Progress.class, name = "Progress"),
    @JsonSubTypes.Type(value = EventRecord.Found.class, name = "Diagnostic")
})
public sealed interface EventRecord {
    /** Milliseconds since the lease was received, not negative. */
    long elapsedMillis();

    /**
     * A line of the log.
     *
     * @param text without line end
     */
    record Log(long elapsedMillis, LogLevel level, String text) implements EventRecord {}

    /**
     * A stage changed.
     *
     * @param warningsCount null where the stage counts none
     */
    record Stage(
            long elapsedMillis,
            StageName name,
            StageStatus status,
            String message,
            Integer warningsCount,
            Integer errorsCount)
            implements EventRecord {}

    /**
     * The ref was resolved.
     *
     * @param commit full commit id
     * @param branch null where the ref is no branch
     */
    record Source(long elapsedMillis, String commit, String branch) implements EventRecord {}

    /**
     * A stage advanced.
     *
     * @param item what was done last, such as a project
     * @param total 0 = unknown
     */
    record Progress(long elapsedMillis, StageName stage, String item, int done, int total)
            implements EventRecord {}

    /** A tool reported an error or a warning. */
    record Found(long elapsedMillis, Diagnostic diagnostic) implements EventRecord {}
}
