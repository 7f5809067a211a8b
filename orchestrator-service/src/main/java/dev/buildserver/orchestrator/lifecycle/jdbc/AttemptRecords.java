package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.AttemptEnd;
import dev.buildserver.orchestrator.lifecycle.jdbc.EndTransaction.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes the history of ended attempts: what they reported last, and how they ended. */
@ApplicationScoped
class AttemptRecords {
    private final JsonColumn json;
    private final OrchestratorConfig config;

    AttemptRecords(JsonColumn json, OrchestratorConfig config) {
        this.json = json;
        this.config = config;
    }

    void write(Connection connection, List<Effect> effects) throws SQLException {
        writeReports(connection, effects);
        Sql.update(
                connection,
                EndStatements.CLOSE_STAGES,
                Sql.uuids(connection, effects.stream().map(e -> e.end().attemptUid()).toList()),
                Sql.texts(connection, effects.stream().map(AttemptRecords::openStages).toList()));
        Sql.rows(
                connection,
                EndStatements.RECORD_ATTEMPT,
                EndStatements.ATTEMPT_TYPES,
                effects.stream().map(this::attempt).toList());
    }

    private void writeReports(Connection connection, List<Effect> effects) throws SQLException {
        Map<UUID, List<StageResult>> stages = new HashMap<>();
        List<AttemptReports.Source> sources = new ArrayList<>();
        for (Effect effect : effects) {
            AttemptEnd end = effect.end();
            if (end.result() != null) {
                AttemptResult result = end.result().result();
                stages.put(end.attemptUid(), result.stages());
                AttemptReports.replaceDiagnostics(
                        connection,
                        end.attemptUid(),
                        result.diagnostics(),
                        config.logs().maxDiagnostics());
                if (result.commit() != null) {
                    sources.add(
                            new AttemptReports.Source(
                                    end.attemptUid(), result.commit(), result.branch()));
                }
            }
        }
        AttemptReports.stages(connection, stages);
        AttemptReports.sources(connection, sources);
    }

    /** What becomes of stages that the attempt left running. */
    private static String openStages(Effect effect) {
        AttemptOutcome outcome = effect.end().outcome();
        boolean stopped = outcome == AttemptOutcome.CANCELLED || outcome == AttemptOutcome.RETURNED;
        return (stopped ? StageStatus.CANCELLED : StageStatus.FAILED).toString();
    }

    private Object[] attempt(Effect effect) {
        AttemptEnd end = effect.end();
        EndedTaskRow task = effect.task();
        AttemptResult result = end.result() == null ? null : end.result().result();
        return new Object[] {
            end.attemptUid(),
            end.task().buildId(),
            end.task().taskNo(),
            task.attemptNo(),
            task.agentId(),
            task.hostname(),
            task.sessionId(),
            task.leasedAt(),
            task.endedAs(),
            task.status().name(),
            end.reason(),
            result == null ? null : EnumText.of(result.failureReason()),
            end.result() == null ? null : end.result().digest(),
            result == null || result.artifacts() == null
                    ? null
                    : result.artifacts().manifestDigest(),
            task.lastBatch(),
            result == null ? null : json.write(result.testResults()),
            result == null ? null : json.write(result.cache())
        };
    }
}
