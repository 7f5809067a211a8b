package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.execute.msbuild.CanonicalLine;
import dev.buildserver.contract.log.LogLevel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTextTest {
    private final ConsoleText text =
            new ConsoleText(List.of(Path.of("/w/src"), Path.of("/w/scratch")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A -> /w/src/bin/A.dll | A -> bin/A.dll",
                "/w/src/a.cs(1,2): error X: y [/w/src/a.csproj] | a.cs(1,2): error X: y [a.csproj]",
                "made '/w/scratch/packages/A.nupkg'. | made 'packages/A.nupkg'.",
                "/w/scratch/results/w/src/x | results/w/src/x",
                "/other/w/src/x | /other/w/src/x",
                "nothing | nothing"
            })
    void pathsBeginAtTheRepository(String line, String expected) {
        assertThat(text.clean(line)).isEqualTo(expected);
    }

    @Test
    void linesWithoutMeaningAreNoise() {
        assertThat(text.isNoise("  ")).isTrue();
        assertThat(text.isNoise("Time Elapsed 00:00:01.12")).isTrue();
        assertThat(text.isNoise("A -> b")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.cs(1,2): error CS1: no | ERROR",
                "x.cs(1,2): warning CS1: hm | WARN",
                "  X Roman.Tests.Four [12ms] | ERROR",
                "  Failed Roman.Tests.Four [12 ms] | ERROR",
                "Test Run Failed. | ERROR",
                "Failed!  - Failed:     1, Passed:     1 | ERROR",
                "  Failed over to another feed | INFO",
                "     Failed: 1 | INFO"
            })
    void levels(String line, LogLevel level) {
        assertThat(ConsoleLevel.of(indented(line), CanonicalLine.parse(line))).isEqualTo(level);
    }

    // CSV values are trimmed; what tests print is not.
    private static String indented(String line) {
        return line.startsWith("X ") || line.startsWith("Failed ") ? "  " + line : line;
    }
}
