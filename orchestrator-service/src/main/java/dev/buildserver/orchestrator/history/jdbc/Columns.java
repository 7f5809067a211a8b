package dev.buildserver.orchestrator.history.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;

/** Columns as the types of the domain; NULL is null. */
final class Columns {
    private Columns() {}

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** An enum stored under its wire name. */
    static <E> E named(ResultSet row, String column, E[] values) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : named(name, values);
    }

    static <E> E named(String name, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name + " is none of " + Arrays.toString(values)));
    }

    static <T> T json(ObjectMapper mapper, ResultSet row, String column, Class<T> type)
            throws SQLException {
        String text = row.getString(column);
        try {
            return text == null ? null : mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column " + column + " holds no " + type, e);
        }
    }
}
