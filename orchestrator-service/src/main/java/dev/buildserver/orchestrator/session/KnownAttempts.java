package dev.buildserver.orchestrator.session;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The parameter {@code known}: ids, repeated or joined by commas. */
final class KnownAttempts {
    private KnownAttempts() {}

    static Set<UUID> parse(List<String> values) {
        try {
            return values.stream()
                    .flatMap(value -> Arrays.stream(value.split(",", -1)))
                    .filter(text -> !text.isBlank())
                    .map(text -> UUID.fromString(text.strip()))
                    .collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw BuildServerException.invalid(
                    List.of(new Violation("known", "must be ids of attempts")));
        }
    }
}
