package dev.buildserver.cli.client;

import java.util.Optional;

/** Puts the lines of a {@code text/event-stream} together to events. */
final class ServerEventParser {
    private String id;
    private String type;
    private StringBuilder data;

    /**
     * @param line without its end
     * @return the event that this line ends, if it does
     */
    Optional<ServerEvent> line(String line) {
        if (line.isEmpty()) {
            return dispatch();
        }
        int colon = line.indexOf(':');
        if (colon == 0) {
            // A comment, which keeps the connection alive.
            return Optional.empty();
        }
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        set(field, value.startsWith(" ") ? value.substring(1) : value);
        return Optional.empty();
    }

    private void set(String field, String value) {
        switch (field) {
            case "id" -> id = value;
            case "event" -> type = value;
            case "data" -> data = data == null ? new StringBuilder(value) : append(value);
            default -> {
                // "retry" and whatever comes later: not for us.
            }
        }
    }

    private StringBuilder append(String value) {
        return data.append('\n').append(value);
    }

    private Optional<ServerEvent> dispatch() {
        ServerEvent event =
                data == null
                        ? null
                        : new ServerEvent(id, type == null ? "message" : type, data.toString());
        id = null;
        type = null;
        data = null;
        return Optional.ofNullable(event);
    }
}
