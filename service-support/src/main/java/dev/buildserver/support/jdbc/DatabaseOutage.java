package dev.buildserver.support.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Arrays;

/** Tells a database that is away from a statement that is wrong. */
public final class DatabaseOutage {
    private static final int DEEPEST = 20;

    private DatabaseOutage() {}

    /**
     * Whether a failure comes from a database that can't be reached or takes no work now. Looks at
     * causes and at what was suppressed: a transaction manager tells why a commit failed only
     * there.
     */
    public static boolean isCauseOf(Throwable failure) {
        return isCauseOf(failure, DEEPEST);
    }

    private static boolean isCauseOf(Throwable failure, int depth) {
        if (failure == null || depth == 0) {
            return false;
        }
        return failure instanceof SQLException sql && isOutage(sql)
                || isCauseOf(failure.getCause(), depth - 1)
                || Arrays.stream(failure.getSuppressed())
                        .anyMatch(suppressed -> isCauseOf(suppressed, depth - 1));
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
