package dev.buildserver.domain.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of global.json, as the host documents them. */
class SdkRequestTest {
    private static final List<SdkVersion> INSTALLED =
            versions(
                    "3.1.102 3.1.426 6.0.100 6.0.136 6.0.428 7.0.410 8.0.100 8.0.110 8.0.404"
                            + " 9.0.100-rc.2.24474.11");

    @ParameterizedTest
    @CsvSource({
        // the exact one, else the highest patch of the band
        "8.0.100, patch,         8.0.100",
        "8.0.101, patch,         8.0.110",
        "8.0.111, patch,         ",
        // always the highest patch of the band
        "8.0.100, latestPatch,   8.0.110",
        "8.0.400, latestPatch,   8.0.404",
        "8.0.405, latestPatch,   ",
        // the band, else the next band
        "6.0.100, feature,       6.0.136",
        "6.0.200, feature,       6.0.428",
        "6.0.429, feature,       ",
        "6.0.100, latestFeature, 6.0.428",
        // the band, else the next band or minor
        "3.0.100, minor,         3.1.102",
        "3.0.100, latestMinor,   3.1.426",
        "7.1.100, minor,         ",
        // the band, else the next of anything
        "5.0.100, major,         6.0.136",
        "7.0.500, major,         8.0.110",
        "3.1.100, latestMajor,   9.0.100-rc.2.24474.11",
        "10.0.100, latestMajor,  ",
        "8.0.404, disable,       8.0.404",
        "8.0.403, disable,       "
    })
    void choosesAsTheHostDoes(String wanted, String rollForward, String expected) {
        // Given
        SdkRequest request =
                new SdkRequest(
                        SdkVersion.parse(wanted),
                        RollForward.named(rollForward).orElseThrow(),
                        true,
                        false);

        // When
        Optional<SdkVersion> chosen = request.choose(INSTALLED);

        // Then
        assertThat(chosen.map(SdkVersion::toString)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void withoutAVersionTheNewestIsChosen() {
        assertThat(SdkRequest.NEWEST.choose(INSTALLED))
                .hasToString("Optional[9.0.100-rc.2.24474.11]");
    }

    @Test
    void previewsCanBeRefused() {
        // Given
        SdkRequest request =
                new SdkRequest(Optional.empty(), RollForward.LATEST_MAJOR, false, false);

        // When
        Optional<SdkVersion> chosen = request.choose(INSTALLED);

        // Then
        assertThat(chosen).hasToString("Optional[8.0.404]");
    }

    @ParameterizedTest
    @CsvSource({
        "8.0.100, 8.0.101",
        "8.0.199, 8.0.200",
        "9.0.100-preview.7, 9.0.100",
        "9.0.100-preview.7, 9.0.100-rc.1",
        "9.0.100-rc.1.9, 9.0.100-rc.1.10",
        "9.0.100-rc.1, 9.0.100-rc.1.1",
        "9.0.100-1, 9.0.100-a"
    })
    void versionsAreOrdered(String lower, String higher) {
        SdkVersion left = SdkVersion.parse(lower).orElseThrow();
        SdkVersion right = SdkVersion.parse(higher).orElseThrow();
        assertThat(left).isLessThan(right);
        assertThat(right).isGreaterThan(left);
    }

    private static List<SdkVersion> versions(String text) {
        return Stream.of(text.split(" ")).flatMap(v -> SdkVersion.parse(v).stream()).toList();
    }
}
