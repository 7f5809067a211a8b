package dev.buildserver.orchestrator.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.toolchain.SdkRequirement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FitnessTest {
    private static final SdkRequirement EIGHT = SdkRequirement.of("8");
    private static final SdkRequirement NINE = SdkRequirement.of("9");
    private static final Capabilities AGENT =
            new Capabilities(
                    "Linux",
                    "x64",
                    List.of("8.0.404"),
                    List.of("git", "docker"),
                    2,
                    4,
                    16_500_000_000L,
                    Map.of("gpu", "yes", "zone", "b"));

    static Stream<Requirements> served() {
        return Stream.of(
                Requirements.NONE,
                new Requirements(EIGHT, EIGHT, null, null, 0, null, null),
                new Requirements(null, null, "linux", "X64", 0, null, null),
                new Requirements(null, null, null, null, 16_000_000_000L, null, null),
                new Requirements(null, null, null, null, 0, List.of("Docker"), null),
                new Requirements(null, null, null, null, 0, null, Map.of("gpu", "yes")));
    }

    static Stream<Requirements> unserved() {
        return Stream.of(
                new Requirements(NINE, null, null, null, 0, null, null),
                new Requirements(EIGHT, NINE, null, null, 0, null, null),
                new Requirements(null, null, "Windows", null, 0, null, null),
                new Requirements(null, null, null, "arm64", 0, null, null),
                new Requirements(null, null, null, null, 17_000_000_000L, null, null),
                new Requirements(null, null, null, null, 0, List.of("git", "node"), null),
                new Requirements(null, null, null, null, 0, null, Map.of("gpu", "no")),
                new Requirements(null, null, null, null, 0, null, Map.of("ssd", "yes")),
                // all but one is not enough
                new Requirements(EIGHT, null, "Linux", "x64", 1, List.of("make"), null));
    }

    @ParameterizedTest
    @MethodSource("served")
    void servesWhatItHas(Requirements required) {
        assertThat(Fitness.serves(AGENT, required)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("unserved")
    void doesNotServeWhatItLacks(Requirements required) {
        assertThat(Fitness.serves(AGENT, required)).isFalse();
    }

    @Test
    void anAgentOfWhichNothingIsKnownServesThoseWhoWantNothing() {
        // Given
        Capabilities bare = new Capabilities(null, null, null, null, 1, 0, 0, null);
        // Then
        assertThat(Fitness.serves(bare, Requirements.NONE)).isTrue();
        assertThat(unserved()).noneMatch(required -> Fitness.serves(bare, required));
    }
}
