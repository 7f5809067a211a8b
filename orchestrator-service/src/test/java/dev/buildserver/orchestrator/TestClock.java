package dev.buildserver.orchestrator;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.spi.CDI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** Lets deadlines in the database pass, which would take a test minutes to wait for. */
final class TestClock {
    private TestClock() {}

    static void expireDeadline(UUID attemptUid) {
        update("UPDATE task SET run_deadline = now() WHERE attempt_uid = ?", attemptUid);
    }

    /** A running attempt has begun so long ago. */
    static void leasedBefore(UUID attemptUid, Duration ago) {
        update(
                "UPDATE task SET leased_at = now() - make_interval(secs => ?) WHERE attempt_uid = ?",
                (double) ago.toSeconds(),
                attemptUid);
    }

    /** All stages of an attempt that have begun did so earlier by this much. */
    static void stagesBegan(UUID attemptUid, Duration earlier) {
        update(
                "UPDATE stage SET started_at = started_at - make_interval(secs => ?)"
                        + " WHERE attempt_uid = ?",
                (double) earlier.toSeconds(),
                attemptUid);
    }

    private static void update(String sql, Object... parameters) {
        AgroalDataSource database = CDI.current().select(AgroalDataSource.class).get();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            if (statement.executeUpdate() == 0) {
                throw new IllegalStateException("no attempt " + parameters[parameters.length - 1]);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
