package dev.buildserver.domain.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BuildStatusTest {
    @Test
    void onlyFinalStatusesHaveNoSuccessor() {
        assertThat(BuildStatus.values())
                .allSatisfy(s -> assertThat(s.next().isEmpty()).isEqualTo(s.isFinal()));
    }

    @Test
    void everyBuildCanEnd() {
        assertThat(BuildStatus.values())
                .allSatisfy(status -> assertThat(reachesAnEnd(status)).as(status.name()).isTrue());
    }

    @Test
    void aCancellationIsNeverTakenBack() {
        assertThat(BuildStatus.CANCELLING.next()).containsExactly(BuildStatus.CANCELLED);
    }

    @Test
    void namesOnTheWireAreUnique() {
        assertThat(Arrays.stream(BuildStatus.values()).map(BuildStatus::toString))
                .doesNotHaveDuplicates()
                .contains("WaitingForApproval", "Queued");
    }

    private static boolean reachesAnEnd(BuildStatus status) {
        return status.isFinal() || status.next().stream().anyMatch(BuildStatusTest::reachesAnEnd);
    }
}
