package dev.buildserver.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildHistoryTest {
    @Test
    void allStagesAreShownInTheirOrder() {
        // When
        List<StageResult> stages =
                BuildHistory.allStages(List.of(stage(StageName.BUILD, StageStatus.RUNNING)));
        // Then
        assertThat(stages).extracting(StageResult::name).containsExactly(StageName.values());
        assertThat(stages.get(2).status()).isEqualTo(StageStatus.RUNNING);
        assertThat(stages.get(5).status()).isEqualTo(StageStatus.PENDING);
    }

    @Test
    void betweenTwoStagesTheNextIsTheCurrentOne() {
        assertThat(current(StageStatus.SUCCEEDED, StageStatus.RUNNING))
                .isEqualTo(StageName.RESTORE);
        assertThat(current(StageStatus.SUCCEEDED, StageStatus.SUCCEEDED))
                .isEqualTo(StageName.BUILD);
        assertThat(current(StageStatus.SUCCEEDED, StageStatus.SKIPPED)).isEqualTo(StageName.BUILD);
        assertThat(current(StageStatus.PENDING, StageStatus.PENDING)).isNull();
    }

    private static StageName current(StageStatus clone, StageStatus restore) {
        return BuildHistory.currentStage(
                BuildHistory.allStages(
                        List.of(stage(StageName.CLONE, clone), stage(StageName.RESTORE, restore))));
    }

    private static StageResult stage(StageName name, StageStatus status) {
        return new StageResult(name, status, null, null, null, null, null);
    }
}
