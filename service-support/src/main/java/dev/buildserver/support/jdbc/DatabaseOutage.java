package dev.buildserver.support.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientException;

/** Tells a database that is away from a statement that is wrong. */
public final class DatabaseOutage {
    private static final int DEEPEST = 20;

    private DatabaseOutage() {}

    /** Whether a failure comes from a database that can't be reached or takes no work now. */
    public static boolean isCauseOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException sql && isOutage(sql)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
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
