package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.orchestrator.requirement.RequirementClassStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Classes of requirements don't pile up, and none is forgotten while a build has it. */
@QuarkusTest
class ForgottenClassesIT extends ServiceTest {
    @Inject RequirementClassStore classes;
    @Inject AgroalDataSource database;

    private final String pool = TestPools.next();

    @Test
    void aClassIsForgottenWhenNoBuildHasHadItForADay() throws Exception {
        // Given
        Requirements waitedFor = labelled("waiting");
        Requirements done = labelled("done");
        Requirements fresh = labelled("fresh");
        UUID waiting = Requests.submit(pool, waitedFor);
        UUID cancelled = Requests.submit(pool, done);
        Requests.asBuildMaster().post("/internal/v1/builds/" + cancelled + "/cancel");
        age("requirement_class", "used_at", "2 days");
        UUID young = Requests.submit(pool, fresh);
        Requests.asBuildMaster().post("/internal/v1/builds/" + young + "/cancel");
        // When
        classes.forgetUnused();
        // Then
        assertThat(classes.all())
                .containsEntry(RequirementClass.of(waitedFor), waitedFor)
                .containsKey(RequirementClass.of(fresh))
                .doesNotContainKey(RequirementClass.of(done));
        assertThat(Requests.details(waiting).waitingReason()).contains("label test=waiting");
        // When: it is asked for again
        Requests.submit(pool, done);
        // Then
        assertThat(classes.all()).containsKey(RequirementClass.of(done));
    }

    @Test
    void whatWasLearntIsForgottenAfterAMonthAndItsClassADayLater() throws Exception {
        // Given
        Requirements needs =
                Requirements.pinned(new SdkRequirement("7.1.100", RollForward.DISABLE, true));
        String classId = RequirementClass.of(needs);
        UUID build = Requests.submit(pool);
        Lease lease = TestAgent.withSdks(pool, "8.0.404").lease();
        TestAgent.result(lease, TestAgent.lacking(needs, "x")).then().statusCode(200);
        Requests.asBuildMaster().post("/internal/v1/builds/" + build + "/cancel");
        // When
        age("requirement_class", "used_at", "2 days");
        classes.forgetUnused();
        // Then
        assertThat(classes.all()).containsKey(classId);
        // When
        age("learnt_class", "learnt_at", "31 days");
        classes.forgetUnused();
        // Then
        assertThat(classes.all()).containsKey(classId);
        // When
        age("requirement_class", "used_at", "2 days");
        classes.forgetUnused();
        // Then
        assertThat(classes.all()).doesNotContainKey(classId);
    }

    private static Requirements labelled(String value) {
        return new Requirements(null, null, null, null, 0, null, Map.of("test", value));
    }

    private void age(String table, String column, String by) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE %s SET %s = %s - interval '%s'".formatted(table, column, column, by));
        }
    }
}
