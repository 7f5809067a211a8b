package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.FailureReason;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutionResultTest {
    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, , true",
        "FAILED, TEST_FAILURES, true",
        "FAILED, PACKAGE_FAILED, true",
        "FAILED, COMPILE_ERRORS, false",
        "FAILED, RESTORE_FAILED, false",
        "FAILED, LIMIT_EXCEEDED, false",
        "INFRA, INFRASTRUCTURE_ERROR, false",
        "TIMEOUT, TIMEOUT, false",
        "CANCELLED, , false",
        "RETURNED, , false"
    })
    void theTreeIsKeptWhereAllWasCompiledAndNothingWasCutOff(
            Outcome outcome, FailureReason reason, boolean kept) {
        // When
        ExecutionResult result =
                new ExecutionResult(outcome, reason, "why", List.of(), null, List.of(), List.of());

        // Then
        assertThat(result.leavesWarmTree()).isEqualTo(kept);
    }
}
