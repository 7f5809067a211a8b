package dev.buildserver.domain.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuildStatusTest {
    @ParameterizedTest
    @EnumSource(BuildState.Kind.class)
    void anAttemptChangesTheViewOfAnOpenBuildOnly(BuildState.Kind stored) {
        // When
        BuildStatus before = BuildStatus.of(stored, false);
        BuildStatus after = BuildStatus.of(stored, true);
        // Then
        if (stored == BuildState.Kind.OPEN) {
            assertThat(before).isEqualTo(BuildStatus.QUEUED);
            assertThat(after).isEqualTo(BuildStatus.RUNNING);
        } else {
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void everyStatusIsSeenAtSomeTime() {
        assertThat(
                        Arrays.stream(BuildState.Kind.values())
                                .flatMap(
                                        kind ->
                                                Arrays.stream(new boolean[][] {{true}, {false}})
                                                        .map(b -> BuildStatus.of(kind, b[0]))))
                .contains(BuildStatus.values());
    }

    @Test
    void namesOnTheWireAreUnique() {
        assertThat(Arrays.stream(BuildStatus.values()).map(BuildStatus::toString))
                .doesNotHaveDuplicates()
                .contains("WaitingForApproval", "Queued");
    }
}
