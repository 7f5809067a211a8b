package dev.buildserver.cli.client;

import java.io.IOException;
import java.util.Set;

/** An error answer where a stream was asked for. */
final class RefusedStreamException extends IOException {
    private static final Set<Integer> TRANSIENT = Set.of(429, 502, 503, 504);

    private final int status;
    private final transient String body;

    RefusedStreamException(int status, String body) {
        super("status " + status);
        this.status = status;
        this.body = body;
    }

    /** Whether the same request may succeed later. */
    boolean isTransient() {
        return TRANSIENT.contains(status);
    }

    ClientException problem() {
        return Problems.exception(status, body);
    }
}
