package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.ResultAnswer;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.contract.log.LogPage;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ThinThreadIT extends ServiceTest {
    @Test
    void aBuildGoesFromSubmissionToItsLog() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.QUEUED);
        // When
        Lease lease = agent.lease();
        BuildDetails running = Requests.details(build);
        TestAgent.events(
                        lease,
                        1,
                        new EventRecord.Stage(
                                0, StageName.CLONE, StageStatus.RUNNING, null, null, null),
                        new EventRecord.Log(1, LogLevel.INFO, "Cloning"),
                        new EventRecord.Source(5, "a".repeat(40), "main"),
                        new EventRecord.Stage(
                                9, StageName.CLONE, StageStatus.SUCCEEDED, null, 0, 0))
                .then()
                .statusCode(200);
        ResultAnswer answer =
                TestAgent.result(lease, TestAgent.succeeded(1)).as(ResultAnswer.class);
        // Then
        assertThat(lease.buildId()).isEqualTo(build);
        assertThat(lease.job().buildProperties()).containsEntry("Answer", "42");
        assertThat(running.status()).isEqualTo(BuildStatus.RUNNING);
        assertThat(answer.taskStatus()).isEqualTo("Succeeded");
        BuildDetails done = Requests.details(build);
        assertThat(done.status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(done.commit()).isEqualTo("a".repeat(40));
        assertThat(done.branch()).isEqualTo("main");
        assertThat(done.acceptedAttempt()).isEqualTo(lease.attemptUid());
        assertThat(done.stages()).extracting(StageResult::name).containsExactly(StageName.values());
        assertThat(done.stages().get(0).status()).isEqualTo(StageStatus.SUCCEEDED);
        assertThat(done.stages().get(1).status()).isEqualTo(StageStatus.PENDING);
        LogPage log =
                Requests.asDeveloper()
                        .get("/internal/v1/builds/" + build + "/log?wait=PT5S")
                        .as(LogPage.class);
        assertThat(log.lines()).extracting(LogLine::text).isEqualTo(List.of("Cloning"));
        assertThat(log.next()).isEqualTo("1.1");
        assertThat(log.end()).isTrue();
    }
}
