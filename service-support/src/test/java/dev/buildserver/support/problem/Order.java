package dev.buildserver.support.problem;

import dev.buildserver.domain.build.BuildPriority;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A body with a field of every kind. */
record Order(
        String name,
        @Max(10) int count,
        boolean fast,
        BuildPriority priority,
        Duration limit,
        Instant due,
        UUID id,
        @Valid List<Line> lines,
        Map<String, String> properties) {
    record Line(@NotBlank String text) {}
}
