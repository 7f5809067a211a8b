package dev.buildserver.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cli.client.ClientJson;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GrantedLeaseTest {
    @Test
    void whatMattersIsFoundAmongTheRest() throws Exception {
        // Given
        Lease first = lease("token-1", 1);
        Lease second = lease("token-2", 3);
        byte[] answer =
                ClientJson.mapper().writeValueAsBytes(new LeaseAnswer(List.of(first, second)));
        // When
        List<GrantedLease> leases = GrantedLease.read(answer);
        // Then
        assertThat(leases)
                .containsExactly(
                        new GrantedLease(
                                first.attemptUid(),
                                first.buildId(),
                                1,
                                Credential.bearer("token-1")),
                        new GrantedLease(
                                second.attemptUid(),
                                second.buildId(),
                                3,
                                Credential.bearer("token-2")));
    }

    private static Lease lease(String token, int attemptNo) {
        BuildJob job =
                new BuildJob(
                        "p",
                        "https://git.example.com/p.git",
                        "main",
                        "A.sln",
                        "Release",
                        null,
                        "AnyCPU",
                        null,
                        Map.of("buildId", "not this one"),
                        true,
                        false,
                        false,
                        60,
                        Map.of(),
                        "a@b.c",
                        Map.of(),
                        null,
                        false);
        return new Lease(
                UUID.randomUUID(),
                token,
                attemptNo,
                UUID.randomUUID(),
                1,
                7,
                "default",
                job,
                BuildStrategy.CLEAN,
                Duration.ofHours(1),
                null,
                true);
    }
}
