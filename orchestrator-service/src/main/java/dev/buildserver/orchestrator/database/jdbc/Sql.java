package dev.buildserver.orchestrator.database.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Statements with parameters in order, rows through a mapper. */
public final class Sql {
    /**
     * Ends a query of {@code unnest} over parameters. PostgreSQL plans a statement anew for each
     * use as long as a plan for the arrays at hand looks cheaper than one for arrays of unknown
     * length, which it takes for ten rows; a limit that it can't know makes one row of both. So the
     * plan is kept, which for long statements saves more than it costs, and goes by indexes,
     * whatever the tables held when it was made.
     */
    public static final String FEW = "LIMIT (SELECT 1000000)";

    private Sql() {}

    /** Makes a value of the current row. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** A query, or a statement with {@code RETURNING}, that is to be run. */
    public record Query<T>(String sql, RowMapper<T> mapper, Object... parameters) {}

    /** The rows of two queries. */
    public record Both<A, B>(List<A> first, List<B> second) {}

    /** All rows of a query, or of a statement with {@code RETURNING}. */
    public static <T> List<T> list(
            Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
            throws SQLException {
        return list(connection, new Query<>(sql, mapper, parameters));
    }

    /** All rows of a query. */
    public static <T> List<T> list(Connection connection, Query<T> query) throws SQLException {
        try (PreparedStatement statement = prepare(connection, query.sql(), query.parameters());
                ResultSet rows = statement.executeQuery()) {
            return all(rows, query.mapper());
        }
    }

    /**
     * The last two queries of a transaction, and its commit, in one round trip. Where one of them
     * fails, nothing is committed.
     */
    public static <A, B> Both<A, B> bothAndCommit(
            Connection connection, Query<A> first, Query<B> second) throws SQLException {
        Object[] parameters =
                Stream.concat(Arrays.stream(first.parameters()), Arrays.stream(second.parameters()))
                        .toArray();
        try (PreparedStatement statement =
                prepare(connection, first.sql() + ";" + second.sql() + ";COMMIT", parameters)) {
            statement.execute();
            List<A> ofFirst = all(statement.getResultSet(), first.mapper());
            statement.getMoreResults();
            return new Both<>(ofFirst, all(statement.getResultSet(), second.mapper()));
        }
    }

    private static <T> List<T> all(ResultSet rows, RowMapper<T> mapper) throws SQLException {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
            result.add(mapper.map(rows));
        }
        return result;
    }

    /** The first row, if there is one. */
    public static <T> Optional<T> first(
            Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.ofNullable(mapper.map(rows)) : Optional.empty();
        }
    }

    /**
     * Runs a statement.
     *
     * @return number of rows that it changed
     */
    public static int update(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Runs a statement once per row of parameters, in one round trip. */
    public static void batch(Connection connection, String sql, List<Object[]> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * Runs a statement once for many rows: its parameters are arrays, one for each column, for
     * {@code unnest}.
     *
     * @param types of the columns' elements
     */
    public static void rows(
            Connection connection, String sql, List<String> types, List<Object[]> rows)
            throws SQLException {
        if (!rows.isEmpty()) {
            update(connection, sql, columns(connection, types, rows));
        }
    }

    /** The parameters of {@link #rows}. */
    public static Object[] columns(Connection connection, List<String> types, List<Object[]> rows)
            throws SQLException {
        Object[] columns = new Object[types.size()];
        for (int column = 0; column < columns.length; column++) {
            Object[] values = new Object[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = element(rows.get(row)[column]);
            }
            columns[column] = connection.createArrayOf(types.get(column), values);
        }
        return columns;
    }

    private static Object element(Object value) {
        if (value instanceof Instant) {
            return value.toString();
        }
        return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
    }

    /** An array parameter of UUIDs. */
    public static Array uuids(Connection connection, Collection<UUID> values) throws SQLException {
        return connection.createArrayOf("uuid", values.toArray());
    }

    /** An array parameter of texts. */
    public static Array texts(Connection connection, Collection<String> values)
            throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    /** An array parameter of integers. */
    public static Array ints(Connection connection, Collection<Integer> values)
            throws SQLException {
        return connection.createArrayOf("int4", values.toArray());
    }

    /** An array parameter of long integers. */
    public static Array longs(Connection connection, Collection<Long> values) throws SQLException {
        return connection.createArrayOf("int8", values.toArray());
    }

    /** An array parameter of floating-point numbers. */
    public static Array doubles(Connection connection, Collection<Double> values)
            throws SQLException {
        return connection.createArrayOf("float8", values.toArray());
    }

    /** A column of type {@code uuid}; may be null. */
    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** A column of type {@code uuid[]}, not null. */
    public static List<UUID> uuidList(ResultSet row, String column) throws SQLException {
        return Arrays.asList((UUID[]) row.getArray(column).getArray());
    }

    /** A column of type {@code text[]}, not null. */
    public static List<String> textList(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    /** A column of type {@code timestamptz}; may be null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** A column of type {@code int}; may be null. */
    public static Integer integer(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object[] parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, parameters);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof Instant instant) {
                statement.setObject(i + 1, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
            } else if (value instanceof Array array) {
                statement.setArray(i + 1, array);
            } else if (value instanceof String text) {
                // PostgreSQL has no NUL in texts; builds print what they like.
                statement.setString(i + 1, text.replace('\0', '\uFFFD'));
            } else if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
