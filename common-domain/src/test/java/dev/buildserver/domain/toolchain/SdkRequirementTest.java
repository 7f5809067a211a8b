package dev.buildserver.domain.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdkRequirementTest {
    private static final List<String> INSTALLED =
            List.of("6.0.428", "8.0.110", "8.0.404", "9.0.100-rc.2.24474.11", "10.0.203", "odd");

    @ParameterizedTest
    @CsvSource({
        "8, true",
        "8.0, true",
        "8.1, false",
        "8.0.4xx, true",
        "8.0.4XX, true",
        "8.0.2xx, false",
        "8.0.404, true",
        "8.0.403, false",
        "10, true",
        "1, false",
        "10.0.2xx, true",
        // a beginning means releases, a preview has to be told
        "9, false",
        "9.0.1xx, false",
        "9.0.100-rc.2.24474.11, true",
        "9.0.100, false",
    })
    void aVersionOrItsBeginning(String version, boolean met) {
        assertThat(SdkRequirement.of(version).isMetBy(INSTALLED)).isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource({
        "8.0.400, latestPatch, true, true",
        "8.0.405, latestPatch, true, false",
        "8.0.200, feature, true, true",
        "8.0.404, disable, true, true",
        "8.0.403, disable, true, false",
        "7.0.100, latestPatch, true, false",
        "7.0.100, major, true, true",
        "9.0.100-preview.7, latestFeature, true, true",
        "9.0.100-preview.7, latestFeature, false, false",
        ", latestMajor, true, true",
    })
    void aVersionThatRollsForwardAsGlobalJsonSays(
            String version, String rule, boolean allowPrerelease, boolean met) {
        // Given
        SdkRequirement requirement =
                new SdkRequirement(version, RollForward.named(rule).orElseThrow(), allowPrerelease);
        // When
        boolean isMet = requirement.isMetBy(INSTALLED);
        // Then
        assertThat(isMet).isEqualTo(met);
    }

    @Test
    void nothingMeetsItWhereThereIsNoSdk() {
        assertThat(SdkRequirement.of("8").isMetBy(List.of())).isFalse();
        assertThat(new SdkRequirement(null, RollForward.LATEST_MAJOR, true).isMetBy(List.of()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "8.", "8.0.", "8.0.4x", "8.0.xx", "latest", "8.0.4.4", "-8", "8 "})
    void whatIsNoVersionIsRefused(String version) {
        assertThat(SdkRequirement.objection(version)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "8.0", "8.0.4xx", "8.0.404", "10.0.100-rc.1.25451.107"})
    void whatIsOneIsTaken(String version) {
        assertThat(SdkRequirement.objection(version)).isEmpty();
    }

    @Test
    void peopleReadIt() {
        assertThat(SdkRequirement.of("9.0")).hasToString("9.0");
        assertThat(new SdkRequirement("8.0.100", RollForward.LATEST_PATCH, true))
                .hasToString("8.0.100 (rollForward: latestPatch)");
        assertThat(new SdkRequirement("8.0.100", RollForward.LATEST_PATCH, false))
                .hasToString("8.0.100 (rollForward: latestPatch, no previews)");
        assertThat(new SdkRequirement(null, RollForward.LATEST_MAJOR, false))
                .hasToString("any version (no previews)");
    }
}
