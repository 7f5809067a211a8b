package dev.buildserver.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.domain.build.BuildStatus;

/** What a follower of a build sees. {@code json} is the event's data as the server sent it. */
public sealed interface BuildEvent {
    JsonNode json();

    /**
     * A line of the log.
     *
     * @param position {@code attempt.line}: following resumes after it
     * @param text in the log's line format, without line end
     */
    record Log(String position, String text, JsonNode json) implements BuildEvent {}

    /** A stage began or ended. */
    record Stage(String name, String status, JsonNode json) implements BuildEvent {}

    /**
     * The build's status changed.
     *
     * @param status null where this version does not know it
     */
    record Status(BuildStatus status, JsonNode json) implements BuildEvent {}

    /** The build has ended and its log is complete. */
    record End(BuildStatus status, JsonNode json) implements BuildEvent {}
}
