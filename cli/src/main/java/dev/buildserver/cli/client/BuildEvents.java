package dev.buildserver.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.domain.build.BuildStatus;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Understands the events of a build's stream. */
final class BuildEvents {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private BuildEvents() {}

    /** Empty for kinds that a later server may add. */
    static Optional<BuildEvent> read(ServerEvent event) {
        JsonNode json = json(event.data());
        return switch (event.type()) {
            case "log" -> Optional.of(new BuildEvent.Log(event.id(), text(json), json));
            case "stage" ->
                    Optional.of(
                            new BuildEvent.Stage(
                                    json.path("name").asText(null),
                                    json.path("status").asText(null),
                                    json));
            case "status" -> Optional.of(new BuildEvent.Status(status(json), json));
            case "end" -> Optional.of(new BuildEvent.End(status(json), json));
            default -> Optional.empty();
        };
    }

    private static JsonNode json(String data) {
        if (data.startsWith("{")) {
            try {
                return ClientJson.mapper().readTree(data);
            } catch (JsonProcessingException e) {
                // A log line may well begin like JSON: then it is text.
            }
        }
        return TextNode.valueOf(data);
    }

    private static String text(JsonNode json) {
        if (!json.has("text")) {
            return json.isTextual() ? json.textValue() : json.toString();
        }
        LogLine line = ClientJson.mapper().convertValue(json, LogLine.class);
        return line.time() == null
                ? line.text()
                : "[" + TIME.format(line.time()) + "] " + line.level() + ": " + line.text();
    }

    private static BuildStatus status(JsonNode json) {
        String name = json.isTextual() ? json.textValue() : json.path("status").asText(null);
        for (BuildStatus status : BuildStatus.values()) {
            if (status.toString().equals(name)) {
                return status;
            }
        }
        return null;
    }
}
