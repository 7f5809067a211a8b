package dev.buildserver.benchmarks.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What of a lease matters here.
 *
 * @param token authenticates the calls for this attempt
 */
record GrantedLease(UUID attemptUid, UUID buildId, int attemptNo, Credential token) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The leases of an answer to a poll; only these fields are looked at, the rest is skipped. */
    static List<GrantedLease> read(byte[] answer) throws IOException {
        List<GrantedLease> leases = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(answer)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isList = parser.currentName().equals("leases");
                parser.nextToken();
                if (!isList) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    leases.add(lease(parser));
                }
            }
        }
        return leases;
    }

    private static GrantedLease lease(JsonParser parser) throws IOException {
        UUID attempt = null;
        UUID build = null;
        int attemptNo = 0;
        String token = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "attemptUid" -> attempt = UUID.fromString(parser.getText());
                case "buildId" -> build = UUID.fromString(parser.getText());
                case "attemptNo" -> attemptNo = parser.getIntValue();
                case "leaseToken" -> token = parser.getText();
                default -> parser.skipChildren();
            }
        }
        return new GrantedLease(attempt, build, attemptNo, Credential.bearer(token));
    }
}
