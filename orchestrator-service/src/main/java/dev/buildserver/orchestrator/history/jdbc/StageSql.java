package dev.buildserver.orchestrator.history.jdbc;

import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Stages of an attempt: always all of them, those without a row are pending. */
final class StageSql {
    private static final String SELECT = "SELECT * FROM stage WHERE attempt_uid = ?";

    private StageSql() {}

    static List<StageResult> stages(Connection connection, UUID attempt) throws SQLException {
        Map<StageName, StageResult> stages = new EnumMap<>(StageName.class);
        for (StageName name : StageName.values()) {
            stages.put(
                    name, new StageResult(name, StageStatus.PENDING, null, null, null, null, null));
        }
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, attempt);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    StageResult stage = stage(row);
                    stages.put(stage.name(), stage);
                }
            }
        }
        return List.copyOf(stages.values());
    }

    private static StageResult stage(ResultSet row) throws SQLException {
        return new StageResult(
                Columns.named(row, "name", StageName.values()),
                Columns.named(row, "status", StageStatus.values()),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "ended_at"),
                row.getString("message"),
                row.getObject("warnings", Integer.class),
                row.getObject("errors", Integer.class));
    }
}
