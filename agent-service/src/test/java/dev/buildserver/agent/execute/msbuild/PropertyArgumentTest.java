package dev.buildserver.agent.execute.msbuild;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyArgumentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Release | -p:X=Release",
                "a;b     | -p:X=\"a;b\"",
                "a,b     | -p:X=\"a,b\"",
                "Any CPU | -p:X=\"Any CPU\"",
                "50%     | -p:X=50%25",
                "%3B     | -p:X=%253B",
                "C:\\x\\ | -p:X=C:%5Cx%5C",
                "$(Y)@(Z) | -p:X=%24(Y)%40(Z)"
            })
    void valuesArriveAsTheyAre(String value, String argument) {
        assertThat(PropertyArgument.of("X", value)).isEqualTo(argument);
    }

    @Test
    void quotationMarksAndLineEndsAreEscaped() {
        assertThat(PropertyArgument.of("X", "a\"b\nc\td")).isEqualTo("-p:X=a%22b%0Ac%09d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-p", "a b", "a=b", "1a", "a;b", "ä", "a.b", "a\n"})
    void namesThatAreNone(String name) {
        assertThat(PropertyArgument.isName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Version", "_x", "A-b_9"})
    void names(String name) {
        assertThat(PropertyArgument.isName(name)).isTrue();
    }
}
