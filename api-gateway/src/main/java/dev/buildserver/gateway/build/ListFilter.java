package dev.buildserver.gateway.build;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the query of a list of builds. */
final class ListFilter {
    private static final int MOST = 200;
    private static final int LONGEST = 300;
    // Where databases' own times end is beyond.
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,2}");
    private static final Map<String, Function<String, Optional<String>>> RULES =
            Map.of(
                    "status", oneOf(BuildStatus.values()),
                    "strategy", oneOf(BuildStrategy.values()),
                    "project", text(),
                    "branch", text(),
                    "requester", text(),
                    "pool", text(),
                    "cursor", text(),
                    "createdAfter", ListFilter::time,
                    "createdBefore", ListFilter::time,
                    "limit", ListFilter::limit);

    private ListFilter() {}

    /**
     * The query as the orchestrator takes it.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED} with all violations: parameters that
     *     nobody knows, that come twice, or that are wrong
     */
    static MultivaluedMap<String, String> read(Map<String, List<String>> query) {
        List<Violation> wrong = new ArrayList<>();
        MultivaluedMap<String, String> filter = new MultivaluedHashMap<>();
        query.forEach(
                (name, values) -> {
                    objection(name, values).ifPresent(why -> wrong.add(new Violation(name, why)));
                    filter.put(name, values);
                });
        if (!wrong.isEmpty()) {
            throw BuildServerException.invalid(wrong);
        }
        return filter;
    }

    private static Optional<String> objection(String name, List<String> values) {
        if (!RULES.containsKey(name)) {
            String known = RULES.keySet().stream().sorted().collect(Collectors.joining(", "));
            return Optional.of("is not a known parameter; known are " + known);
        }
        if (values.size() > 1 && !name.equals("status")) {
            return Optional.of("may be given once");
        }
        return values.stream().flatMap(v -> RULES.get(name).apply(v).stream()).findFirst();
    }

    private static Function<String, Optional<String>> oneOf(Enum<?>[] values) {
        List<String> names = Arrays.stream(values).map(Enum::toString).toList();
        return text ->
                names.contains(text)
                        ? Optional.empty()
                        : Optional.of("must be one of " + String.join(", ", names));
    }

    private static Function<String, Optional<String>> text() {
        return text -> {
            boolean fits = !text.isBlank() && text.length() <= LONGEST;
            return fits && text.chars().noneMatch(Character::isISOControl)
                    ? Optional.empty()
                    : Optional.of(
                            "must be 1 to " + LONGEST + " characters, none of them a control one");
        };
    }

    private static Optional<String> time(String text) {
        return isTime(text)
                ? Optional.empty()
                : Optional.of("must be a time in UTC such as 2026-01-31T12:00:00Z");
    }

    private static boolean isTime(String text) {
        try {
            Instant time = Instant.parse(text);
            return !time.isBefore(Instant.EPOCH) && !time.isAfter(LAST);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Optional<String> limit(String text) {
        boolean fits = NUMBER.matcher(text).matches() && Integer.parseInt(text) <= MOST;
        return fits ? Optional.empty() : Optional.of("must be a whole number from 1 to " + MOST);
    }
}
