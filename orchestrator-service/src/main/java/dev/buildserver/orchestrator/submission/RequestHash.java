package dev.buildserver.orchestrator.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two requests ask for the same; the order of members does not count. */
@ApplicationScoped
class RequestHash {
    private final ObjectWriter canonical;

    RequestHash(ObjectMapper json) {
        this.canonical = json.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    String of(Object request) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(canonical.writeValueAsBytes(request)));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("a request has no hash", e);
        }
    }
}
