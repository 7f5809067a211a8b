package dev.buildserver.contract.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequirementClassTest {
    private static final SdkRequirement NINE = SdkRequirement.of("9.0");
    private static final SdkRequirement PINNED =
            new SdkRequirement("9.0.100", RollForward.LATEST_PATCH, true);

    @Test
    void nothingRequiredIsTheClassOfAllAgents() {
        assertThat(RequirementClass.of(Requirements.NONE)).isEqualTo(RequirementClass.ANY);
        assertThat(RequirementClass.of(new Requirements(null, null, null, null, 0, null, null)))
                .isEqualTo(RequirementClass.ANY);
    }

    @Test
    void orderCaseAndRepetitionDoNotCount() {
        // Given
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("gpu", "yes");
        labels.put("zone", "b");
        Map<String, String> otherOrder = new LinkedHashMap<>();
        otherOrder.put("zone", "b");
        otherOrder.put("gpu", "yes");
        // When
        String one = classOf("Linux", "x64", List.of("docker", "node"), labels);
        String other = classOf("linux", "X64", List.of("Node", "docker", "node"), otherOrder);
        // Then
        assertThat(one).isEqualTo(other).matches("[0-9a-f]{16}");
    }

    @Test
    void whateverDiffersMakesAnotherClass() {
        // Given
        List<Requirements> different =
                List.of(
                        new Requirements(NINE, null, null, null, 0, null, null),
                        new Requirements(null, NINE, null, null, 0, null, null),
                        new Requirements(NINE, PINNED, null, null, 0, null, null),
                        new Requirements(PINNED, null, null, null, 0, null, null),
                        new Requirements(null, null, "x64", null, 0, null, null),
                        new Requirements(null, null, null, "x64", 0, null, null),
                        new Requirements(null, null, null, null, 64, null, null),
                        new Requirements(null, null, null, null, 0, List.of("a", "b"), null),
                        new Requirements(null, null, null, null, 0, List.of("a,b"), null),
                        new Requirements(null, null, null, null, 0, null, Map.of("a", "b")),
                        new Requirements(null, null, null, null, 0, null, Map.of("a", "B")));
        // When
        Set<String> classes =
                different.stream().map(RequirementClass::of).collect(Collectors.toSet());
        // Then
        assertThat(classes).hasSize(different.size()).doesNotContain(RequirementClass.ANY);
    }

    @Test
    void theyAreToldInWords() {
        // Given
        Requirements all =
                new Requirements(
                        SdkRequirement.of("8"),
                        PINNED,
                        "Linux",
                        "arm64",
                        16_000_000_000L,
                        List.of("node", "docker"),
                        Map.of("gpu", "yes"));
        // Then
        assertThat(all.inWords())
                .isEqualTo(
                        "SDK 8, SDK 9.0.100 (rollForward: latestPatch), Linux, arm64, 16 GB of"
                                + " memory, tool docker, tool node, label gpu=yes");
        assertThat(Requirements.NONE.inWords()).isEmpty();
        assertThat(Stream.of(NINE).map(Requirements::pinned).map(Requirements::inWords))
                .containsExactly("SDK 9.0");
    }

    private static String classOf(
            String os, String architecture, List<String> tools, Map<String, String> labels) {
        return RequirementClass.of(
                new Requirements(NINE, null, os, architecture, 0, tools, labels));
    }
}
