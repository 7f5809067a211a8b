package dev.buildserver.gateway.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One follower's events, in the form of server-sent events. Only {@code log} events have an id, so
 * a follower that comes back with its last id misses no line and gets the state anew.
 */
final class LogEvents {
    private final ObjectMapper json;
    private final Map<StageName, StageResult> stages = new EnumMap<>(StageName.class);
    private int attempt;
    private int stagesOfAttempt;
    private StatusEvent status;

    LogEvents(ObjectMapper json, LogPosition from) {
        this.json = json;
        this.attempt = from.attempt();
    }

    /** Data of {@code status}: what became of the build. */
    record StatusEvent(
            BuildStatus status,
            String currentStage,
            Integer queuePosition,
            String waitingReason,
            int attempt) {}

    /** Data of {@code stage}: what became of a stage. */
    record StageEvent(
            int attempt,
            StageName name,
            StageStatus status,
            Instant startTime,
            Duration duration,
            String message,
            Integer warningsCount,
            Integer errorsCount) {}

    /** Data of {@code end}, after which nothing follows. */
    record EndEvent(BuildStatus status, FailureReason failureReason, String errorMessage) {}

    /** How soon a client should come back after a broken connection, in milliseconds. */
    String opening() {
        return "retry: 2000\n\n";
    }

    String keepAlive() {
        return ": keep-alive\n\n";
    }

    /** The lines as {@code log} events, with a separator before those of another attempt. */
    String lines(List<LogLine> lines) {
        StringBuilder events = new StringBuilder();
        for (LogLine line : lines) {
            if (attempt != 0 && attempt != line.attempt()) {
                event(
                        events,
                        "log",
                        LogPosition.of(LogText.separator(line)),
                        LogText.separator(line));
            }
            attempt = line.attempt();
            event(events, "log", LogPosition.of(line), line);
        }
        return events.toString();
    }

    /** {@code status} and {@code stage} events for what changed since the last call. */
    String changes(BuildDetails build) {
        StringBuilder events = new StringBuilder();
        int current = build.attempts().size();
        String gerund = build.currentStage() == null ? null : build.currentStage().gerund();
        StatusEvent now =
                new StatusEvent(
                        build.status(),
                        gerund,
                        build.queuePosition(),
                        build.waitingReason(),
                        current);
        if (!now.equals(status)) {
            event(events, "status", null, now);
            status = now;
        }
        if (current != stagesOfAttempt) {
            stages.clear();
            stagesOfAttempt = current;
        }
        for (StageResult stage : build.stages()) {
            if (!stage.equals(stages.put(stage.name(), stage))) {
                event(events, "stage", null, stageEvent(current, stage));
            }
        }
        return events.toString();
    }

    /** The last event. */
    String end(BuildDetails build) {
        StringBuilder events = new StringBuilder();
        EndEvent end = new EndEvent(build.status(), build.failureReason(), build.errorMessage());
        event(events, "end", null, end);
        return events.toString();
    }

    private static StageEvent stageEvent(int attempt, StageResult stage) {
        return new StageEvent(
                attempt,
                stage.name(),
                stage.status(),
                stage.startTime(),
                stage.duration(),
                stage.message(),
                stage.warningsCount(),
                stage.errorsCount());
    }

    private void event(StringBuilder to, String name, LogPosition id, Object data) {
        if (id != null) {
            to.append("id: ").append(id).append('\n');
        }
        to.append("event: ").append(name).append('\n');
        // JSON escapes line ends, so the data is always one line.
        to.append("data: ").append(write(data)).append("\n\n");
    }

    private String write(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("events are plain records", e);
        }
    }
}
