package dev.buildserver.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.cli.client.ClientJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * The answer to a call.
 *
 * @param status of HTTP; 0 when there was no answer
 * @param retryAfterMillis -1 when the server named none
 */
record Answer(int status, long retryAfterMillis, Buffer body) {
    static final Answer NONE = new Answer(0, -1, Buffer.buffer());

    boolean isGood() {
        return status / 100 == 2;
    }

    /** Whether the same call may succeed later. */
    boolean isRepeatable() {
        return status == 0 || status == 429 || status / 100 == 5;
    }

    /** What went wrong, in few words that are the same for the same fault. */
    String fault() {
        if (status == 0) {
            return "noAnswer";
        }
        String code = json().path("code").asText("");
        return code.isEmpty() ? "http" + status : "http" + status + "." + code;
    }

    /** Empty when the body is no JSON. */
    JsonNode json() {
        try {
            return ClientJson.mapper().readTree(body.getBytes());
        } catch (IOException e) {
            return ClientJson.mapper().createObjectNode();
        }
    }
}
