package dev.buildserver.orchestrator.history;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The query parameters of a list of builds; every wrong one is reported. */
final class ListParameters {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    /** Names of statuses, repeated or joined by commas. */
    @QueryParam("status")
    List<String> status;

    @QueryParam("project")
    String project;

    @QueryParam("gitRef")
    String gitRef;

    @QueryParam("branch")
    String branch;

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
    String limit;

    @QueryParam("cursor")
    String cursor;

    private final List<Violation> violations = new ArrayList<>();

    /**
     * What is asked for.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED}
     */
    Query parse(String tenant) {
        BuildFilter filter =
                new BuildFilter(
                        tenant,
                        statuses(),
                        text(project),
                        text(gitRef == null ? branch : gitRef),
                        text(requester),
                        one("strategy", text(strategy), BuildStrategy.values()),
                        text(pool),
                        instant("createdAfter", text(createdAfter)),
                        instant("createdBefore", text(createdBefore)));
        int count = limit(text(limit));
        if (!violations.isEmpty()) {
            throw BuildServerException.invalid(violations);
        }
        return new Query(filter, count, text(cursor));
    }

    /** A checked request for a list. */
    record Query(BuildFilter filter, int limit, String cursor) {}

    private Set<BuildStatus> statuses() {
        Set<BuildStatus> statuses = new LinkedHashSet<>();
        for (String value : status == null ? List.<String>of() : status) {
            for (String name : value.split(",", -1)) {
                BuildStatus one = one("status", text(name), BuildStatus.values());
                if (one != null) {
                    statuses.add(one);
                }
            }
        }
        return statuses;
    }

    private <E extends Enum<E>> E one(String field, String name, E[] values) {
        if (name == null) {
            return null;
        }
        for (E value : values) {
            if (value.toString().equalsIgnoreCase(name)) {
                return value;
            }
        }
        violations.add(
                new Violation(
                        field,
                        "must be one of "
                                + Arrays.stream(values)
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))));
        return null;
    }

    private Instant instant(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            violations.add(new Violation(field, "must be a time such as 2026-01-31T12:00:00Z"));
            return null;
        }
    }

    private int limit(String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("\\d{1,4}")) {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= MOST) {
                return value;
            }
        }
        violations.add(new Violation("limit", "must be 1 to " + MOST));
        return DEFAULT_LIMIT;
    }

    private static String text(String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
