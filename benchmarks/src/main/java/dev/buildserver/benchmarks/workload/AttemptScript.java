package dev.buildserver.benchmarks.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.buildserver.cli.client.ClientJson;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What an attempt tells: batches of events with the log and all stages, then the result. Each log
 * line names its attempt, so that a line in a wrong log would show.
 */
public final class AttemptScript {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String BRANCH = "main";
    private static final UUID NOBODY = new UUID(0, 0);

    private final int lines;
    private final List<Batch> batches = new ArrayList<>();
    private final byte[] succeeded;

    /**
     * One batch, of which only the attempt's id changes.
     *
     * @param records as JSON
     * @param checked texts of its log lines; null when it has none
     * @param linesUpTo log lines of this batch and those before it
     */
    private record Batch(PatchedText records, PatchedText checked, int linesUpTo) {}

    /**
     * @param lines log lines of an attempt, at least 1
     * @param batches of events of an attempt, from 1 to the number of lines
     */
    public AttemptScript(int lines, int batches) {
        this.lines = lines;
        List<EventRecord> records = records();
        try {
            for (int batch = 1; batch <= batches; batch++) {
                int from = records.size() * (batch - 1) / batches;
                int to = records.size() * batch / batches;
                this.batches.add(batch(records.subList(from, to), batch));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        // The events told all stages, as those of a real agent do.
        this.succeeded = result(Outcome.SUCCEEDED, batches, null);
    }

    /** Log lines of an attempt. */
    public int lines() {
        return lines;
    }

    /** Batches of events of an attempt; the last one has this number. */
    public int batches() {
        return batches.size();
    }

    /** Log lines in the batches up to this one, 0 for none. */
    public int linesUpTo(int batch) {
        return batch == 0 ? 0 : batches.get(batch - 1).linesUpTo();
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

    /**
     * A batch of events as JSON.
     *
     * @param number from 1
     */
    public byte[] events(UUID attemptUid, int number) {
        String uid = attemptUid.toString();
        Batch batch = batches.get(number - 1);
        CRC32C crc = new CRC32C();
        if (batch.checked() != null) {
            crc.update(batch.checked().with(uid));
        }
        String head = "{\"batch\":" + number + ",\"crc32c\":" + crc.getValue() + ",\"records\":";
        return batch.records().between(head, uid, "}");
    }

    /** The result of a success without artifacts, as JSON; shared, not to be changed. */
    public byte[] succeeded() {
        return succeeded;
    }

    /**
     * Any result as JSON.
     *
     * @param lastBatch number of the last batch that was told
     * @param receipt null without artifacts
     */
    public static byte[] result(Outcome outcome, int lastBatch, SealReceipt receipt) {
        try {
            return ClientJson.mapper()
                    .writeValueAsBytes(
                            new AttemptResult(
                                    outcome, null, null, lastBatch, COMMIT, BRANCH, List.of(), null,
                                    List.of(), receipt));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Batch batch(List<EventRecord> records, int number) throws JsonProcessingException {
        int before = linesUpTo(number - 1);
        StringBuilder text = new StringBuilder();
        int after = before;
        for (EventRecord record : records) {
            if (record instanceof EventRecord.Log log) {
                text.append(log.text()).append('\n');
                after++;
            }
        }
        // By the declared type: it is what makes the kind of each record part of the JSON.
        String json =
                ClientJson.mapper()
                        .writerFor(new TypeReference<List<EventRecord>>() {})
                        .writeValueAsString(new ArrayList<>(records));
        String mark = NOBODY.toString();
        return new Batch(
                new PatchedText(json, mark),
                after > before ? new PatchedText(text.toString(), mark) : null,
                after);
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

    private static EventRecord log(int number) {
        return new EventRecord.Log(4, LogLevel.INFO, line(NOBODY, number));
    }

    private static EventRecord stage(long millis, StageName name, StageStatus status) {
        return new EventRecord.Stage(millis, name, status, null, null, null);
    }
}
