package dev.buildserver.orchestrator.database.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** Values kept as JSON; statements cast the parameter: {@code ?::jsonb}. */
@ApplicationScoped
public class JsonColumn {
    // An escaped NUL, which jsonb refuses; not the text backslash-u0000.
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private final ObjectMapper json;

    JsonColumn(ObjectMapper json) {
        this.json = json;
    }

    /** The JSON text; null for null. */
    public String write(Object value) {
        try {
            return value == null
                    ? null
                    : NUL.matcher(json.writeValueAsString(value)).replaceAll("$1\\\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value can't be written as JSON", e);
        }
    }

    /** The value; null for null. */
    public <T> T read(String text, Class<T> type) {
        try {
            return text == null ? null : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored value can't be read: " + type, e);
        }
    }

    /** The value; null for null. */
    public <T> T read(String text, TypeReference<T> type) {
        try {
            return text == null ? null : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored value can't be read: " + type, e);
        }
    }
}
