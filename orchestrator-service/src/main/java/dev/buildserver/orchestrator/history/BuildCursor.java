package dev.buildserver.orchestrator.history;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Where a page of builds ended, in a form that says nothing to clients. */
public final class BuildCursor {
    private BuildCursor() {}

    public static String after(UUID build) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(build.getMostSignificantBits()).putLong(build.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * @return null for null: the first page
     * @throws BuildServerException {@code VALIDATION_FAILED} for what is no cursor
     */
    static UUID parse(String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length != 16) {
                throw notACursor();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
        } catch (IllegalArgumentException e) {
            throw notACursor();
        }
    }

    private static BuildServerException notACursor() {
        return BuildServerException.invalid(
                List.of(new Violation("cursor", "must be the nextCursor of an earlier page")));
    }
}
