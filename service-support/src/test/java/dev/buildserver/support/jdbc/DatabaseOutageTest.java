package dev.buildserver.support.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseOutageTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "08001, true",
                "08006, true",
                "53300, true",
                "57P01, true",
                "none, true",
                "23505, false",
                "42601, false",
                "57014, true",
            })
    void theStateTellsAnOutageFromAWrongStatement(String state, boolean outage) {
        // Given
        Throwable wrapped =
                new IllegalStateException(
                        new RuntimeException("deep", new SQLException("failed", state)));
        // Then
        assertThat(DatabaseOutage.isCauseOf(wrapped)).isEqualTo(outage);
    }

    @Test
    void aTimeoutIsAnOutage() {
        assertThat(DatabaseOutage.isCauseOf(new SQLTimeoutException("late", "57014"))).isTrue();
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(DatabaseOutage.isCauseOf(new IllegalStateException("own fault"))).isFalse();
    }

    @Test
    void whatWasSuppressedTellsOfAnOutageToo() {
        // Given: the form in which a failed commit comes
        Exception commit = new Exception("could not commit");
        SQLException terminated = new SQLException("terminated", "57P01");
        commit.addSuppressed(new Exception(terminated));
        // Then
        assertThat(DatabaseOutage.in(new IllegalStateException(commit))).contains(terminated);
    }

    @Test
    void circlesEnd() {
        // Given
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        first.addSuppressed(second);
        second.addSuppressed(first);
        // Then
        assertThat(DatabaseOutage.isCauseOf(first)).isFalse();
    }
}
