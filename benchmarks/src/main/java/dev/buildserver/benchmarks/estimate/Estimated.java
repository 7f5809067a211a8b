package dev.buildserver.benchmarks.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What the server said of a build at a moment.
 *
 * @param at when it was asked
 * @param position in the queue; 0 when it no longer waited
 * @param start expected, or known when it ran
 * @param duration expected, from the start on
 */
record Estimated(UUID build, Instant at, int position, Instant start, Duration duration) {
    /** Of the answer to a submission. */
    static Estimated submitted(Instant at, JsonNode answer) {
        return of(at, answer, "estimatedStartTime");
    }

    /** Of a build that waits. */
    static Estimated waiting(Instant at, JsonNode build) {
        return of(at, build, "estimatedStartTime");
    }

    /** Of a build that runs. */
    static Estimated running(Instant at, JsonNode build) {
        return of(at, build, "startTime");
    }

    private static Estimated of(Instant at, JsonNode build, String start) {
        return new Estimated(
                UUID.fromString(build.path("executionId").asText()),
                at,
                build.path("queuePosition").asInt(),
                Instant.parse(build.path(start).asText()),
                Duration.parse(build.path("estimatedDuration").asText()));
    }

    Instant end() {
        return start.plus(duration);
    }
}
