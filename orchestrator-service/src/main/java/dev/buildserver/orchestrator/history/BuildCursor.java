package dev.buildserver.orchestrator.history;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Where the next page of a list begins. A cursor knows for which list it was made: with another
 * filter, or made up, it is refused.
 */
final class BuildCursor {
    private static final byte FORM = 1;

    private BuildCursor() {}

    static String write(UUID last, BuildFilter filter) {
        ByteBuffer bytes = ByteBuffer.allocate(21);
        bytes.put(FORM)
                .putInt(check(last, filter))
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The last build of the page before.
     *
     * @param cursor null for the first page
     * @throws BuildServerException {@code VALIDATION_FAILED}
     */
    static UUID read(String cursor, BuildFilter filter) {
        if (cursor == null || cursor.isBlank()) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            byte form = bytes.get();
            int check = bytes.getInt();
            UUID last = new UUID(bytes.getLong(), bytes.getLong());
            if (form == FORM && !bytes.hasRemaining() && check == check(last, filter)) {
                return last;
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static int check(UUID last, BuildFilter filter) {
        // Of texts only: the hash of an enum constant differs from JVM to JVM.
        List<String> statuses = filter.statuses().stream().map(Object::toString).sorted().toList();
        return List.of(
                        last,
                        filter.tenant(),
                        statuses,
                        String.valueOf(filter.project()),
                        String.valueOf(filter.gitRef()),
                        String.valueOf(filter.requester()),
                        String.valueOf(filter.strategy()),
                        String.valueOf(filter.pool()),
                        String.valueOf(filter.createdAfter()),
                        String.valueOf(filter.createdBefore()))
                .hashCode();
    }

    private static BuildServerException invalid() {
        return BuildServerException.invalid(
                List.of(new Violation("cursor", "is not one that this list gave")));
    }
}
