package dev.buildserver.gateway.submission;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request; after the first hundred it only counts. */
public final class Violations {
    private static final int MOST = 100;
    private static final int LONGEST_FIELD = 200;

    private final List<Violation> found = new ArrayList<>();
    private int more;

    void add(String field, String message) {
        if (found.size() < MOST) {
            found.add(new Violation(shorten(field), message));
        } else {
            more++;
        }
    }

    /**
     * @throws BuildServerException {@code VALIDATION_FAILED} if anything was added
     */
    public void throwIfAny() {
        if (more > 0) {
            found.add(new Violation("", "and " + more + " more"));
        }
        if (!found.isEmpty()) {
            throw BuildServerException.invalid(found);
        }
    }

    private static String shorten(String field) {
        return field.length() <= LONGEST_FIELD ? field : field.substring(0, LONGEST_FIELD) + "…";
    }
}
