package dev.buildserver.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerEventParserTest {
    private final ServerEventParser parser = new ServerEventParser();

    private List<ServerEvent> parse(String stream) {
        return stream.lines().map(parser::line).flatMap(Optional::stream).toList();
    }

    @Test
    void readsFields() {
        // When
        List<ServerEvent> events = parse("id: 1.2\nevent: log\ndata: a\ndata:b\n\n");

        // Then
        assertThat(events).containsExactly(new ServerEvent("1.2", "log", "a\nb"));
    }

    @Test
    void takesNothingOverToTheNextEvent() {
        // When
        List<ServerEvent> events = parse("id: 1.2\nevent: log\ndata: a\n\ndata: b\n\n");

        // Then
        assertThat(events.get(1)).isEqualTo(new ServerEvent(null, "message", "b"));
    }

    @Test
    void ignoresCommentsUnknownFieldsAndEventsWithoutData() {
        // When
        List<ServerEvent> events = parse(": hello\n\nretry: 10\n\nevent: x\n\nnoColon\ndata\n\n");

        // Then
        assertThat(events).containsExactly(new ServerEvent(null, "message", ""));
    }

    @Test
    void keepsSpacesButTheFirst() {
        // When
        List<ServerEvent> events = parse("data:  two: colons\n\n");

        // Then
        assertThat(events.get(0).data()).isEqualTo(" two: colons");
    }
}
