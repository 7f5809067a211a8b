package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import java.util.List;

/** What a batch of events must be like. */
final class EventChecks {
    private EventChecks() {}

    /**
     * @throws BuildServerException {@code VALIDATION_FAILED}, {@code DIGEST_MISMATCH}
     */
    static void require(EventBatch batch) {
        if (batch == null || batch.batch() < 1) {
            throw BuildServerException.invalid(
                    List.of(new Violation("batch", "must count from 1")));
        }
        for (int i = 0; i < batch.records().size(); i++) {
            String problem = problem(batch.records().get(i));
            if (problem != null) {
                throw BuildServerException.invalid(
                        List.of(new Violation("records[" + i + "]", problem)));
            }
        }
        if (EventBatch.checksum(batch.records()) != batch.crc32c()) {
            throw new BuildServerException(
                    ErrorCode.DIGEST_MISMATCH, "The records do not have the announced checksum");
        }
    }

    private static String problem(EventRecord event) {
        if (event.elapsedMillis() < 0) {
            return "elapsedMillis must not be negative";
        }
        if (event instanceof EventRecord.Log log && log.text() == null) {
            return "a log record needs a text";
        }
        if (event instanceof EventRecord.Stage stage
                && (stage.name() == null || stage.status() == null)) {
            return "a stage record needs a name and a status";
        }
        if (event instanceof EventRecord.Found found
                && (found.diagnostic() == null || found.diagnostic().severity() == null)) {
            return "a diagnostic record needs a severity";
        }
        if (event instanceof EventRecord.Source source && source.commit() == null) {
            return "a source record needs a commit";
        }
        return null;
    }
}
