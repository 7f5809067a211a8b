package dev.buildserver.agent.cached.describe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tells whether MSBuild ended at restore, before it asked any project to describe itself. */
final class RestoreEvents {
    private static final String QUESTION = "BuildServerDescribe";

    /**
     * What files of the source say, whoever restores them: packages that feeds do not have or that
     * do not fit one another, lock files that do not fit, a project that is not there, broken XML,
     * broken solutions. Not the network (such as NU1301), nor what tasks meet.
     */
    private static final Pattern OF_SOURCES =
            Pattern.compile("NU1[0-2]\\d\\d|NU1605|MSB(3202|4025|4066|4067|4068|5\\d{3})");

    private final List<String> errors = new ArrayList<>();
    private boolean asked;
    private boolean ended;

    void event(JsonNode event) {
        switch (event.path("event").asText()) {
            case "projectStarted" ->
                    event.path("targets").forEach(t -> asked |= t.asText().equals(QUESTION));
            case "error" -> errors.add(event.path("code").asText());
            case "buildFinished" -> ended = true;
            default -> {
                // Of no interest here.
            }
        }
    }

    /** Whether any restore of the same source would fail with the same errors. */
    boolean refused() {
        return ended
                && !asked
                && !errors.isEmpty()
                && errors.stream().allMatch(code -> OF_SOURCES.matcher(code).matches());
    }
}
