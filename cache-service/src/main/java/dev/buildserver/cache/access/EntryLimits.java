package dev.buildserver.cache.access;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.support.config.Bounds;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/** The limits in force. */
@Singleton
@Startup
public class EntryLimits {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final long blobBytes;
    private final long actionBytes;

    EntryLimits(EntryConfig config) {
        blobBytes = config.maxBlobSize().asLongValue();
        actionBytes = config.maxActionSize().asLongValue();
        Bounds.check("buildserver.cache.entry.max-blob-size", blobBytes, 1, 5L << 30);
        Bounds.check("buildserver.cache.entry.max-action-size", actionBytes, 1, 4L << 20);
        Bounds.check(
                "buildserver.cache.entry.memory",
                config.memory().asLongValue(),
                1L << 20,
                16L << 30);
    }

    /** Largest size of an entry, in bytes. */
    public long most(EntryKind kind) {
        return kind == EntryKind.CAS ? blobBytes : actionBytes;
    }

    /**
     * The size that a request announces.
     *
     * @param contentLength the header, or null
     * @throws BuildServerException {@code PAYLOAD_TOO_LARGE}; {@code VALIDATION_FAILED} when it is
     *     missing
     */
    public long check(EntryKind kind, String contentLength) {
        if (contentLength == null || !LENGTH.matcher(contentLength).matches()) {
            throw BuildServerException.invalid(
                    List.of(new Violation("Content-Length", "is needed")));
        }
        return check(kind, Long.parseLong(contentLength));
    }

    /**
     * A size that is known.
     *
     * @throws BuildServerException {@code PAYLOAD_TOO_LARGE}
     */
    public long check(EntryKind kind, long size) {
        if (size > most(kind)) {
            throw new BuildServerException(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            "The content has %d bytes; %d are allowed".formatted(size, most(kind)))
                    .with("limit", most(kind));
        }
        return size;
    }
}
