package dev.buildserver.gateway.submission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a JSON object from a stranger: bounded in size and depth, no name twice, nothing after it.
 */
public final class StrictJson {
    private static final int DEPTH = 16;
    private static final int NAME_LENGTH = 1000;
    private static final int NUMBER_LENGTH = 100;
    private static final ObjectMapper MAPPER =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH)
                                                    .maxNameLength(NAME_LENGTH)
                                                    .maxNumberLength(NUMBER_LENGTH)
                                                    .build())
                                    .build())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    /**
     * @param maxBytes longest body that is read
     * @throws BuildServerException {@code PAYLOAD_TOO_LARGE} or {@code MALFORMED_JSON}
     */
    public static ObjectNode object(InputStream body, long maxBytes) {
        byte[] bytes = read(body, maxBytes);
        JsonNode node;
        try {
            node = MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw malformed(what(e) + where(e));
        } catch (IOException e) {
            throw malformed("The body is not JSON in UTF-8");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw malformed("The body must be a JSON object");
    }

    private static byte[] read(InputStream body, long maxBytes) {
        if (body == null) {
            return new byte[0];
        }
        byte[] bytes;
        try {
            bytes = body.readNBytes((int) maxBytes + 1);
        } catch (IOException e) {
            throw malformed("The body broke off");
        }
        if (bytes.length > maxBytes) {
            throw new BuildServerException(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    "The body may have at most " + maxBytes + " bytes");
        }
        return bytes;
    }

    // Not the parser's own words: they speak of its classes and settings.
    private static String what(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "The body is nested too deeply, or a name or a number in it is too long";
        }
        return e.getOriginalMessage().startsWith("Duplicate field")
                ? "The body has a field twice in one object"
                : "The body is not valid JSON";
    }

    private static String where(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static BuildServerException malformed(String detail) {
        return new BuildServerException(ErrorCode.MALFORMED_JSON, detail);
    }
}
