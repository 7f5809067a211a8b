package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A server that is set to say at once that no agent has what a build needs. */
@QuarkusTest
@TestProfile(ChosenSettings.class)
class MissingCapabilityIT extends ServiceTest {
    private static final Requirements NINE =
            new Requirements(SdkRequirement.of("9.0"), null, null, null, 0, null, null);
    private static final Requirements PINS_NINE =
            Requirements.pinned(new SdkRequirement("9.0.100", RollForward.LATEST_PATCH, true));

    private final String pool = TestPools.next();

    @Test
    void aBuildThatPinsWhatNoAgentHasFailsAtOnce() {
        // Given
        TestAgent eight = TestAgent.withSdks(pool, "8.0.404", "6.0.428");
        UUID build = Requests.submit(pool);
        Lease lease = eight.lease();
        // When
        TestAgent.result(
                        lease,
                        TestAgent.lacking(PINS_NINE, "global.json asks for .NET SDK 9.0.100"))
                .then()
                .statusCode(200);
        // Then
        BuildDetails failed = Requests.details(build);
        assertThat(failed.status()).isEqualTo(BuildStatus.FAILED);
        assertThat(failed.failureReason()).isEqualTo(FailureReason.UNSUPPORTED);
        assertThat(failed.errorMessage())
                .isEqualTo(
                        "global.json asks for .NET SDK 9.0.100. No agent of pool "
                                + pool
                                + " has SDK 9.0.100 (rollForward: latestPatch); the pool has SDKs"
                                + " 6.0.428, 8.0.404; tool git; platform Linux x64");
    }

    @Test
    void itGoesToAnotherAgentThatHasIt() {
        // Given
        TestAgent eight = TestAgent.withSdks(pool, "8.0.404");
        UUID build = Requests.submit(pool);
        Lease lease = eight.lease();
        TestAgent nine = TestAgent.withSdks(pool, "9.0.100");
        // When
        TestAgent.result(lease, TestAgent.lacking(PINS_NINE, "x")).then().statusCode(200);
        // Then
        assertThat(nine.lease().buildId()).isEqualTo(build);
    }

    @Test
    void whatNoAgentHasIsRefusedButWithoutAgentsABuildWaits() {
        // Given
        UUID early = Requests.submit(pool, NINE);
        TestAgent.withSdks(pool, "8.0.404");
        // When
        Response refused = submit(NINE);
        Response rerun = Requests.asDeveloper().post("/internal/v1/builds/" + early + "/rerun");
        // Then
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("code")).isEqualTo("REQUIREMENTS_UNMET");
        assertThat(refused.<String>path("detail")).contains("SDK 9.0", "pool " + pool, "8.0.404");
        assertThat(rerun.<String>path("code")).isEqualTo("REQUIREMENTS_UNMET");
        // When
        TestAgent.withSdks(pool, "9.0.100");
        // Then
        assertThat(submit(NINE).statusCode()).isEqualTo(202);
    }

    private Response submit(Requirements required) {
        return Requests.asDeveloper()
                .body(
                        Requests.build(
                                Requests.job(Requests.uniqueProject()).requiring(required), pool))
                .post("/internal/v1/builds");
    }
}
