package dev.buildserver.agent.execute.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.contract.build.TestFailure;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files are recorded from real runs. */
class TrxReaderTest {
    private final TrxReader reader = new TrxReader(200);
    @TempDir Path work;

    @Test
    void aFailureHasNameMessagePlaceAndDuration() throws Exception {
        // When
        TrxFile run = reader.read(recorded("failed"));

        // Then
        assertThat(run.total()).isEqualTo(2);
        assertThat(run.passed()).isEqualTo(1);
        assertThat(run.failed()).isEqualTo(1);
        assertThat(run.skipped()).isZero();
        assertThat(run.duration()).isEqualTo(Duration.ofNanos(108_486_000));
        TestFailure failure = run.failures().get(0);
        assertThat(failure.name()).isEqualTo("Roman.Tests.RomanNumeralTests.SubtractsOneFromFive");
        assertThat(failure.message()).isEqualTo("Expected: \"IV\"\n  But was:  \"IIII\"");
        assertThat(failure.stackTrace())
                .startsWith("at Roman.Tests.RomanNumeralTests.SubtractsOneFromFive() in ")
                .contains("RomanNumeralTests.cs:line 17");
        assertThat(failure.duration()).isEqualTo(Duration.ofNanos(102_353_300));
    }

    @Test
    void aSkippedTestIsNeitherPassedNorFailed() throws Exception {
        // When
        TrxFile run = reader.read(recorded("passed-and-skipped"));

        // Then
        assertThat(run.total()).isEqualTo(6);
        assertThat(run.passed()).isEqualTo(5);
        assertThat(run.failed()).isZero();
        assertThat(run.skipped()).isEqualTo(1);
        assertThat(run.problems()).isEmpty();
    }

    @Test
    void anAbortedRunSaysWhy() throws Exception {
        // When
        TrxFile run = reader.read(recorded("aborted"));

        // Then
        assertThat(run.total()).isZero();
        assertThat(run.problems())
                .singleElement()
                .asString()
                .contains("testhost.dll. Please publish your test project and retry.");
    }

    @Test
    void failuresAreCountedBeyondTheLimit() throws Exception {
        // When
        TrxFile run = new TrxReader(0).read(recorded("failed"));

        // Then
        assertThat(run.failures()).isEmpty();
        assertThat(run.failed()).isEqualTo(1);
    }

    @Test
    void longTextsAreCut() throws Exception {
        // Given
        String text = Files.readString(recorded("failed"));
        Path file = work.resolve("long.trx");
        Files.writeString(file, text.replace("But was:", "But was: " + "x".repeat(1_000_000)));

        // When
        TrxFile run = reader.read(file);

        // Then
        assertThat(run.failures().get(0).message()).hasSizeLessThanOrEqualTo(8 * 1024);
        assertThat(run.failures().get(0).stackTrace()).contains(":line 17");
    }

    @Test
    void anEntityIsNotFollowed() throws Exception {
        // Given
        Path secret = Files.writeString(work.resolve("secret"), "the secret");
        String text = Files.readString(recorded("failed")).replace("\uFEFF", "");
        String declaration = "<!DOCTYPE x [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>";
        Path file = work.resolve("xxe.trx");
        Files.writeString(
                file, text.replace("?>", "?>" + declaration).replace("But was:", "But was: &s;"));

        // When
        String seen;
        try {
            seen = reader.read(file).toString();
        } catch (IOException e) {
            seen = e.toString();
        }

        // Then
        assertThat(seen).doesNotContain("the secret");
    }

    @Test
    void halfAFileIsRefused() throws Exception {
        // Given
        String text = Files.readString(recorded("failed"));
        Path file = Files.writeString(work.resolve("half.trx"), text.substring(0, 2000));

        // Then
        assertThatThrownBy(() -> reader.read(file)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "00:00:00.1023533, PT0.1023533S",
        "1.02:03:04, PT26H3M4S",
        "00:00:01, PT1S",
        "rubbish, PT0S",
        ", PT0S"
    })
    void durations(String text, Duration expected) {
        assertThat(TrxDuration.parse(text)).isEqualTo(expected);
    }

    @Test
    void aSummaryAddsRunsAndKeepsWhatCannotBeRead() throws Exception {
        // Given
        Files.copy(recorded("failed"), work.resolve("a.trx"));
        Files.copy(recorded("passed-and-skipped"), work.resolve("b.trx"));
        Files.writeString(work.resolve("c.trx"), "<TestRun");
        TestSummary summary = new TestSummary(200);

        // When
        TestRuns.read(work, summary);

        // Then
        assertThat(summary.describe()).isEqualTo("8 tests: 6 passed, 1 failed, 1 skipped");
        assertThat(summary.results().failures()).hasSize(1);
        assertThat(summary.problems()).singleElement().asString().startsWith("c.trx: ");
    }

    private static Path recorded(String name) throws URISyntaxException {
        return Path.of(TrxReaderTest.class.getResource("/trx/" + name + ".trx").toURI());
    }
}
