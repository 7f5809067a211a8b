package dev.buildserver.gateway.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListFilterTest {
    @Test
    void everyParameterIsHandedOn() {
        // Given
        Map<String, List<String>> query =
                Map.of(
                        "status", List.of("Running", "Queued"),
                        "project", List.of("MyApp"),
                        "branch", List.of("main"),
                        "requester", List.of("a@example.com"),
                        "strategy", List.of("Clean"),
                        "pool", List.of("linux"),
                        "createdAfter", List.of("2026-01-01T00:00:00Z"),
                        "createdBefore", List.of("2026-02-01T00:00:00Z"),
                        "limit", List.of("200"),
                        "cursor", List.of("abc"));
        // When
        Map<String, List<String>> filter = ListFilter.read(query);
        // Then
        assertThat(filter).hasSize(10).containsEntry("branch", List.of("main"));
        assertThat(filter).containsEntry("status", List.of("Running", "Queued"));
    }

    @ParameterizedTest
    @CsvSource({
        "status, running",
        "status, ''",
        "strategy, Fast",
        "limit, 0",
        "limit, 201",
        "limit, -1",
        "limit, 1e3",
        "limit, 99999999999",
        "createdAfter, yesterday",
        "createdBefore, 2026-01-01",
        "createdAfter, +999999999-12-31T23:59:59Z",
        "createdBefore, +10000-01-01T00:00:00Z",
        "createdAfter, -0001-01-01T00:00:00Z",
        "project, ''",
        "projectName, x",
        "Status, Running"
    })
    void whatIsWrongIsNamed(String name, String value) {
        BuildServerException e =
                catchThrowableOfType(
                        BuildServerException.class,
                        () -> ListFilter.read(Map.of(name, List.of(value))));
        assertThat(e.violations()).extracting(Violation::field).containsExactly(name);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        // Given
        Map<String, List<String>> query =
                Map.of(
                        "limit", List.of("x"),
                        "project", List.of("a", "b"),
                        "sort", List.of("x"),
                        "status", List.of("Running", "Lost"));
        // When
        BuildServerException e =
                catchThrowableOfType(BuildServerException.class, () -> ListFilter.read(query));
        // Then
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("limit", "project", "sort", "status");
    }
}
