package dev.buildserver.orchestrator.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.buildserver.contract.log.LogLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A batch of lines as bytes: gzip of one JSON array {@code [epochMillis, level, text]} a line. */
final class BatchCodec {
    /** Media type of the bytes. */
    static final String MEDIA_TYPE = "application/gzip";

    private static final JsonFactory JSON = new JsonFactory();

    private BatchCodec() {}

    static byte[] encode(List<StoredLine> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes);
                JsonGenerator json = JSON.createGenerator(gzip)) {
            for (StoredLine line : lines) {
                json.writeStartArray();
                json.writeNumber(line.time().toEpochMilli());
                json.writeString(line.level().name());
                json.writeString(line.text());
                json.writeEndArray();
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static List<StoredLine> decode(byte[] bytes) {
        List<StoredLine> lines = new ArrayList<>();
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes));
                JsonParser json = JSON.createParser(gzip)) {
            while (json.nextToken() == JsonToken.START_ARRAY) {
                Instant time = Instant.ofEpochMilli(json.nextLongValue(0));
                LogLevel level = LogLevel.valueOf(json.nextTextValue());
                String text = json.nextTextValue();
                json.nextToken();
                lines.add(new StoredLine(time, level, text));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("a stored batch of a log can't be read", e);
        }
    }
}
