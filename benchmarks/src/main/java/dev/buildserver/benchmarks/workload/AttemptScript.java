package dev.buildserver.benchmarks.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cli.client.ClientJson;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What an attempt tells: one batch of events with the log and all stages, then the result. Each log
 * line names its attempt, so that a line in a wrong log would show.
 */
public final class AttemptScript {
    /** Number of the only batch of events. */
    public static final int LAST_BATCH = 1;

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String BRANCH = "main";
    private static final UUID NOBODY = new UUID(0, 0);

    private final int lines;
    private final PatchedText records;
    private final PatchedText checked;
    private final byte[] result;

    /**
     * @param lines log lines of an attempt, at least 1
     */
    public AttemptScript(int lines) {
        this.lines = lines;
        ObjectMapper json = ClientJson.mapper();
        try {
            this.records = new PatchedText(recordsText(), NOBODY.toString());
            this.checked = new PatchedText(checkedText(), NOBODY.toString());
            this.result = json.writeValueAsBytes(resultOf());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Log lines of an attempt. */
    public int lines() {
        return lines;
    }

    /**
     * A line of an attempt's log.
     *
     * @param number from 1
     */
    public static String line(UUID attemptUid, int number) {
        return "line "
                + number
                + " of attempt "
                + attemptUid
                + ": Greeter.Core -> Greeter.Core.dll";
    }

    /** The batch of events as JSON. */
    public byte[] events(UUID attemptUid) {
        String uid = attemptUid.toString();
        CRC32C crc = new CRC32C();
        crc.update(checked.with(uid));
        String head =
                "{\"batch\":" + LAST_BATCH + ",\"crc32c\":" + crc.getValue() + ",\"records\":";
        return records.between(head, uid, "}");
    }

    /** The result as JSON; shared, not to be changed. */
    public byte[] result() {
        return result;
    }

    private String recordsText() throws JsonProcessingException {
        // By the declared type: it is what makes the kind of each record part of the JSON.
        return ClientJson.mapper()
                .writerFor(new TypeReference<List<EventRecord>>() {})
                .writeValueAsString(records());
    }

    private List<EventRecord> records() {
        List<EventRecord> events = new ArrayList<>();
        events.add(stage(0, StageName.CLONE, StageStatus.RUNNING));
        events.add(log(1));
        events.add(new EventRecord.Source(2, COMMIT, BRANCH));
        events.add(stage(3, StageName.CLONE, StageStatus.SUCCEEDED));
        for (StageName name : List.of(StageName.RESTORE, StageName.BUILD, StageName.TEST)) {
            events.add(stage(4, name, StageStatus.RUNNING));
            if (name == StageName.BUILD) {
                for (int number = 2; number <= lines; number++) {
                    events.add(log(number));
                }
            }
            events.add(stage(5, name, StageStatus.SUCCEEDED));
        }
        events.add(stage(6, StageName.PACKAGE, StageStatus.SKIPPED));
        events.add(stage(6, StageName.UPLOAD, StageStatus.SKIPPED));
        return events;
    }

    private String checkedText() {
        StringBuilder text = new StringBuilder();
        for (int number = 1; number <= lines; number++) {
            text.append(line(NOBODY, number)).append('\n');
        }
        return text.toString();
    }

    private static EventRecord log(int number) {
        return new EventRecord.Log(4, LogLevel.INFO, line(NOBODY, number));
    }

    private static EventRecord stage(long millis, StageName name, StageStatus status) {
        return new EventRecord.Stage(millis, name, status, null, null, null);
    }

    private static AttemptResult resultOf() {
        // The events told all stages, as those of a real agent do.
        return new AttemptResult(
                Outcome.SUCCEEDED,
                null,
                null,
                LAST_BATCH,
                COMMIT,
                BRANCH,
                List.of(),
                null,
                List.of(),
                null);
    }
}
