package dev.buildserver.orchestrator.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.buildserver.support.json.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonColumnTest {
    private final JsonColumn json = new JsonColumn(WireJson.mapper());

    @Test
    void whatPostgresqlRefusesIsReplaced() {
        // Given
        List<String> texts = List.of("a\0b", "\\u0000", "\\\0", "plain");
        // When
        String written = json.write(texts);
        // Then
        assertThat(json.read(written, new TypeReference<List<String>>() {}))
                .isEqualTo(List.of("a\uFFFDb", "\\u0000", "\\\uFFFD", "plain"));
    }

    @Test
    void nothingStaysNothing() {
        assertThat(json.write(null)).isNull();
        assertThat(json.read(null, String.class)).isNull();
    }
}
