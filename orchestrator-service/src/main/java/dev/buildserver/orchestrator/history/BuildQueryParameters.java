package dev.buildserver.orchestrator.history;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The filters of a list of builds, as they come in; all that is wrong is said at once. */
public class BuildQueryParameters {
    @QueryParam("status")
    List<String> status;

    @QueryParam("project")
    String project;

    @QueryParam("ref")
    String ref;

    @QueryParam("requester")
    String requester;

    @QueryParam("strategy")
    String strategy;

    @QueryParam("pool")
    String pool;

    @QueryParam("createdAfter")
    String createdAfter;

    @QueryParam("createdBefore")
    String createdBefore;

    @QueryParam("limit")
    @DefaultValue("50")
    String limit;

    @QueryParam("cursor")
    String cursor;

    /**
     * @throws BuildServerException {@code VALIDATION_FAILED} with every violation
     */
    BuildQuery toQuery(String tenant) {
        List<Violation> wrong = new ArrayList<>();
        Set<BuildStatus> statuses = new LinkedHashSet<>();
        for (String name : status == null ? List.<String>of() : status) {
            named("status", name, BuildStatus.values(), wrong).ifPresent(statuses::add);
        }
        BuildStrategy chosen =
                strategy == null
                        ? null
                        : named("strategy", strategy, BuildStrategy.values(), wrong).orElse(null);
        Instant after = instant("createdAfter", createdAfter, wrong);
        Instant before = instant("createdBefore", createdBefore, wrong);
        int size = size(wrong);
        if (!wrong.isEmpty()) {
            throw BuildServerException.invalid(wrong);
        }
        return new BuildQuery(
                tenant,
                statuses,
                project,
                ref,
                requester,
                chosen,
                pool,
                after,
                before,
                size,
                BuildCursor.parse(cursor));
    }

    private static <E> Optional<E> named(
            String field, String name, E[] values, List<Violation> wrong) {
        Function<E, String> wire = Object::toString;
        Optional<E> value =
                Arrays.stream(values).filter(v -> wire.apply(v).equals(name)).findFirst();
        if (value.isEmpty()) {
            wrong.add(new Violation(field, "must be one of " + Arrays.toString(values)));
        }
        return value;
    }

    private static Instant instant(String field, String text, List<Violation> wrong) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            wrong.add(new Violation(field, "must be a time such as 2026-01-31T12:00:00Z"));
            return null;
        }
    }

    private int size(List<Violation> wrong) {
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= BuildQuery.MAX_LIMIT) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        wrong.add(new Violation("limit", "must be a number from 1 to " + BuildQuery.MAX_LIMIT));
        return 0;
    }
}
