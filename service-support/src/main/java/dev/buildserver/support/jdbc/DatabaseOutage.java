package dev.buildserver.support.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells a database that is away from a statement that is wrong. */
public final class DatabaseOutage {
    private static final int DEEPEST = 20;

    private DatabaseOutage() {}

    /** Whether a failure comes from a database that can't be reached or takes no work now. */
    public static boolean isCauseOf(Throwable failure) {
        return in(failure).isPresent();
    }

    /**
     * What the driver said of a database that can't be reached or takes no work now. Looks at
     * causes and at what was suppressed: a transaction manager tells only there why a commit
     * failed.
     */
    public static Optional<SQLException> in(Throwable failure) {
        return in(failure, DEEPEST);
    }

    private static Optional<SQLException> in(Throwable failure, int depth) {
        if (failure == null || depth == 0) {
            return Optional.empty();
        }
        if (failure instanceof SQLException sql && isOutage(sql)) {
            return Optional.of(sql);
        }
        return Stream.concat(
                        Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                .flatMap(next -> in(next, depth - 1).stream())
                .findFirst();
    }

    private static boolean isOutage(SQLException e) {
        String state = e.getSQLState();
        // No state: the pool had no connection to give in time.
        return state == null
                || e instanceof SQLTransientException
                // Connection exception, insufficient resources, operator intervention.
                || state.startsWith("08")
                || state.startsWith("53")
                // Cancelled: it took longer than statements may.
                || state.equals("57014")
                || state.startsWith("57P");
    }
}
