package dev.buildserver.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.support.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The examples of the API document, which are what answers must look like. */
public final class Examples {
    private Examples() {}

    public static String text(String file) {
        try (InputStream in = Examples.class.getResourceAsStream("/openapi/" + file)) {
            assertThat(in).as(file).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same document, member by member. */
    public static void assertSame(String actual, String file) {
        assertThat(parse(actual).toPrettyString()).isEqualTo(parse(text(file)).toPrettyString());
    }

    /** The same, for what is yet to be written. */
    public static void assertSame(Object actual, String file) {
        try {
            assertSame(WireJson.mapper().writeValueAsString(actual), file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode parse(String json) {
        try {
            return WireJson.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
