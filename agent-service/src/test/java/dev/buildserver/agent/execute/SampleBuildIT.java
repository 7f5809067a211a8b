package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleBuildIT {
    @TempDir Path work;

    @Test
    void greeterIsBuiltTestedPackedAndPublished() throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path source = bench.sample("greeter");

        // When
        ExecutionResult result = bench.run(source, JobOptions.of("Greeter.sln"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.stages())
                .extracting(StageResult::status)
                .containsOnly(StageStatus.SUCCEEDED);
        System.out.println(bench.report.text());
        System.out.println(bench.report.progress);
        System.out.println(result);
    }
}
