package dev.buildserver.contract.agent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Events of an attempt, in order. Batches are numbered without a hole; once numbered, a batch's
 * content never changes, so a repetition can be recognised by its number alone.
 *
 * @param batch from 1
 * @param crc32c {@link #checksum} of the records, unsigned
 */
public record EventBatch(int batch, long crc32c, List<EventRecord> records) {
    public EventBatch {
        records = List.copyOf(records);
    }

    /** A batch with its checksum. */
    public static EventBatch of(int batch, List<EventRecord> records) {
        return new EventBatch(batch, checksum(records), records);
    }

    /** CRC-32C over the texts of the log records, each followed by a line feed, in UTF-8. */
    public static long checksum(List<EventRecord> records) {
        CRC32C crc = new CRC32C();
        for (EventRecord record : records) {
            if (record instanceof EventRecord.Log log) {
                crc.update(log.text().getBytes(StandardCharsets.UTF_8));
                crc.update('\n');
            }
        }
        return crc.getValue();
    }
}
