package dev.buildserver.cache.access;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Bounds the bodies that are held in memory: blobs flow, JSON does not. */
class JsonSize {
    private static final long MOST_BYTES = 16 << 20;

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        if (type == null || !type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            return;
        }
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            throw BuildServerException.invalid(
                    List.of(new Violation(HttpHeaders.CONTENT_LENGTH, "is needed")));
        }
        if (Long.parseLong(length) > MOST_BYTES) {
            throw new BuildServerException(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            "The request has %s bytes; %d are allowed"
                                    .formatted(length, MOST_BYTES))
                    .with("limit", MOST_BYTES);
        }
    }
}
