package dev.buildserver.gateway.build;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.toolchain.SdkRequirement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a build requires of its agent. What was not asked for is absent.
 *
 * @param sdk version of an SDK, or the beginning of one
 * @param rollForward how it may be replaced, as in {@code global.json}
 * @param minMemoryGB gigabytes (10^9 bytes)
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RequirementsView(
        String sdk,
        String rollForward,
        String os,
        String architecture,
        Long minMemoryGB,
        List<String> tools,
        Map<String, String> labels) {
    private static final long GIGABYTE = 1_000_000_000L;

    /** Null where any agent will do. */
    static RequirementsView of(Requirements required) {
        if (required.areNone()) {
            return null;
        }
        SdkRequirement sdk = required.sdk();
        return new RequirementsView(
                sdk == null ? null : sdk.version(),
                sdk == null || sdk.rollForward() == null ? null : sdk.rollForward().toString(),
                required.os(),
                required.architecture(),
                required.minMemoryBytes() == 0 ? null : required.minMemoryBytes() / GIGABYTE,
                required.tools(),
                new TreeMap<>(required.labels()));
    }
}
