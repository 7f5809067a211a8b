package dev.buildserver.orchestrator;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.spi.CDI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Lets deadlines in the database pass, which would take a test minutes to wait for. */
final class TestClock {
    private TestClock() {}

    static void expireDeadline(UUID attemptUid) {
        update("UPDATE task SET run_deadline = now() WHERE attempt_uid = ?", attemptUid);
    }

    private static void update(String sql, UUID attemptUid) {
        AgroalDataSource database = CDI.current().select(AgroalDataSource.class).get();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, attemptUid);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("no attempt " + attemptUid);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
