package dev.buildserver.agent.cached.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowestVersionsTest {
    private static final String ASSETS =
            """
            {
              "targets": {"netcoreapp3.1": {
                "A/%2$s": {"type": "package", "dependencies": {"B": "2.0"}},
                "B/2.0.0": {"type": "package"},
                "Lib/1.0.0": {"type": "project", "dependencies": {"C": "1.0.0"}}
              }},
              "libraries": {
                "A/%2$s": {"type": "package"},
                "B/2.0.0": {"type": "package"},
                "C/1.0.0": {"type": "package"},
                "Lib/1.0.0": {"type": "project"}
              },
              "project": {"frameworks": {"netcoreapp3.1": {
                "dependencies": {"a": {"target": "Package", "version": "%1$s"}}
              }}}
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[1.2.0, ); 1.2.0",
                "[1.2, ); 1.2.0",
                "[1.2.0.0, 2.0); 1.2.0",
                "[1.2.0]; 1.2.0",
                "1.2.0-Beta+x; 1.2.0-beta"
            })
    void aVersionThatWasNamedIsTheSameWithMoreVersionsInTheFeeds(String range, String taken)
            throws IOException {
        assertThat(notAskedFor(range, taken)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"[1.2.0, ); 1.2.1", "(1.2.0, ); 1.2.1", "(, 2.0.0]; 0.1.0"})
    void aVersionThatNobodyNamedWasTheLowestThen(String range, String taken) throws IOException {
        assertThat(notAskedFor(range, taken)).containsExactly("A " + taken);
    }

    @Test
    void nothingOfItIsNeeded() throws IOException {
        assertThat(LowestVersions.notAskedFor(new ObjectMapper().readTree("{}"))).isEmpty();
    }

    private static List<String> notAskedFor(String range, String taken) throws IOException {
        return LowestVersions.notAskedFor(
                new ObjectMapper().readTree(ASSETS.formatted(range, taken)));
    }
}
