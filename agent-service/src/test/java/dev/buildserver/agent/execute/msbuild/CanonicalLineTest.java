package dev.buildserver.agent.execute.msbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.Diagnostic.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalLineTest {
    @Test
    void compilerErrorWithPlaceAndProject() {
        assertThat(
                        CanonicalLine.parse(
                                "Stock.cs(8,37): error CS0029: Cannot convert type 'int' to"
                                        + " 'string' [/src/Inventory/Inventory.csproj]"))
                .contains(
                        new CanonicalLine(
                                Severity.ERROR,
                                "Stock.cs",
                                8,
                                37,
                                "CS0029",
                                "Cannot convert type 'int' to 'string'",
                                "/src/Inventory/Inventory.csproj"));
    }

    @Test
    void windowsPathWithParenthesesAndNodePrefix() {
        assertThat(
                        CanonicalLine.parse(
                                "     1:7>C:\\a (b)\\x.cs(1,2,3,4): warning CS0168: unused"
                                        + " [C:\\a (b)\\p.csproj::TargetFramework=net8.0]"))
                .contains(
                        new CanonicalLine(
                                Severity.WARNING,
                                "C:\\a (b)\\x.cs",
                                1,
                                2,
                                "CS0168",
                                "unused",
                                "C:\\a (b)\\p.csproj"));
    }

    @Test
    void toolAsOriginWithoutPlace() {
        assertThat(CanonicalLine.parse("CSC : error CS5001: no Main [/s/a.csproj]"))
                .contains(
                        new CanonicalLine(
                                Severity.ERROR, "CSC", 0, 0, "CS5001", "no Main", "/s/a.csproj"));
    }

    @Test
    void projectAsOriginAndSolutionInBrackets() {
        assertThat(
                        CanonicalLine.parse(
                                "/s/a.csproj : error NU1101: Unable to find package X. [/s/a.sln]"))
                .contains(
                        new CanonicalLine(
                                Severity.ERROR,
                                "/s/a.csproj",
                                0,
                                0,
                                "NU1101",
                                "Unable to find package X.",
                                "/s/a.sln"));
    }

    @Test
    void withoutCodeAndWithSubcategory() {
        assertThat(CanonicalLine.parse("/s/t.targets(3,5): fatal error : it broke [x]"))
                .contains(
                        new CanonicalLine(
                                Severity.ERROR, "/s/t.targets", 3, 5, null, "it broke [x]", null));
    }

    @Test
    void withoutOrigin() {
        assertThat(CanonicalLine.parse("error MSB1009: Project file does not exist."))
                .contains(
                        new CanonicalLine(
                                Severity.ERROR,
                                "",
                                0,
                                0,
                                "MSB1009",
                                "Project file does not exist.",
                                null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  Greeter -> src/Greeter/bin/Release/netstandard2.1/Greeter.dll",
                "    0 Error(s)",
                "There was an error: somebody said so",
                "an-error: no",
                "Unexpected errors: 3",
                "see https://example.com/error for more"
            })
    void proseIsNoDiagnostic(String line) {
        assertThat(CanonicalLine.parse(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"error ", "(1,1): ", ": error", "a ", " [", "warning\t", "error A1 "})
    @Timeout(20)
    void hostileLinesTakeNoTime(String part) {
        // Given
        String line = part.repeat(16 * 1024 / part.length());
        long begin = System.nanoTime();

        // When
        CanonicalLine.parse(line);

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }
}
