package dev.buildserver.agent.execute.solution;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.toolchain.SdkVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolutionFormatTest {
    @ParameterizedTest
    @CsvSource({
        "All.slnf,3.1.102,3.1.400",
        "src/All.SLNF,2.2.100,3.1.400",
        "All.slnx,8.0.404,9.0.200",
        "All.slnx,9.0.101,9.0.200"
    })
    void anSdkThatIsTooOldIsSaidToBe(String name, String sdk, String first) {
        assertThatThrownBy(() -> SolutionFormat.check(name, version(sdk)))
                .isInstanceOf(AttemptEnded.class)
                .hasMessageContaining(name)
                .hasMessageContaining(first)
                .hasMessageContaining(sdk);
    }

    @ParameterizedTest
    @CsvSource({
        "All.slnf,3.1.400",
        "All.slnf,8.0.100",
        "All.slnx,9.0.200",
        "All.slnx,10.0.100",
        "All.sln,3.1.102",
        "slnx.csproj,3.1.102"
    })
    void othersAreLeftAlone(String name, String sdk) {
        assertThatCode(() -> SolutionFormat.check(name, version(sdk))).doesNotThrowAnyException();
    }

    private static SdkVersion version(String text) {
        return SdkVersion.parse(text).orElseThrow();
    }
}
