package dev.buildserver.orchestrator.database.jdbc;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.jdbc.DatabaseOutage;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Runs work on a connection, in one transaction. Deadlocks and serialisation failures are repeated:
 * all statements are compare-and-set. Any other trouble is {@code UNAVAILABLE} when the database is
 * out of reach, else an error of this program.
 */
@ApplicationScoped
public class Database {
    private static final int TRIES = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final AgroalDataSource dataSource;

    Database(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Work on a connection; must be repeatable. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Work without a result. */
    @FunctionalInterface
    public interface Action {
        void run(Connection connection) throws SQLException;
    }

    /** Commits what the work did, or nothing of it. */
    public <T> T transaction(Work<T> work) {
        return repeated(() -> inTransaction(work));
    }

    /**
     * Runs work of one statement, which is a transaction by itself: one round trip, where {@link
     * #transaction} takes another to commit.
     */
    public <T> T statement(Work<T> work) {
        return repeated(
                () -> {
                    try (Connection connection = dataSource.getConnection()) {
                        return work.run(connection);
                    }
                });
    }

    private interface Try<T> {
        T run() throws SQLException;
    }

    private static <T> T repeated(Try<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (SQLException e) {
                if (attempt == TRIES || !isRepeatable(e)) {
                    throw failure(e);
                }
            }
        }
    }

    /** Commits what the action did, or nothing of it. */
    public void run(Action action) {
        transaction(
                connection -> {
                    action.run(connection);
                    return null;
                });
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static boolean isRepeatable(SQLException e) {
        // serialization_failure, deadlock_detected
        return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }

    private static RuntimeException failure(SQLException e) {
        return DatabaseOutage.isCauseOf(e)
                ? new BuildServerException(
                                ErrorCode.UNAVAILABLE,
                                "The database can't be reached at the moment",
                                e)
                        .retryAfter(RETRY_AFTER)
                : new IllegalStateException("a statement failed: " + e.getMessage(), e);
    }
}
