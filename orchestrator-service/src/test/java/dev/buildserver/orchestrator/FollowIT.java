package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.contract.log.LogPage;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FollowIT extends ServiceTest {
    @Test
    void aReaderWaitsForTheNextLine() {
        // Given
        Lease lease = EventsIT.lease();
        CompletableFuture<LogPage> reader = follow(lease.buildId(), "PT20S");
        // When
        TestAgent.events(lease, 1, EventsIT.log("hello")).then().statusCode(200);
        // Then
        LogPage page = reader.join();
        assertThat(page.lines()).extracting(LogLine::text).containsExactly("hello");
        assertThat(page.end()).isFalse();
    }

    @Test
    void aReaderIsWokenByWhatIsNoLine() {
        // Given
        String pool = TestPools.next();
        UUID build = Requests.submit(pool);
        CompletableFuture<LogPage> reader = follow(build, "PT30S");
        Instant begin = Instant.now();
        // When
        Lease lease = TestAgent.in(pool).lease();
        LogPage leased = reader.join();
        CompletableFuture<LogPage> again = follow(build, "PT30S");
        TestAgent.events(lease, 1, EventsIT.stage(0, StageName.CLONE, StageStatus.RUNNING));
        LogPage staged = again.join();
        // Then
        assertThat(leased.lines()).isEmpty();
        assertThat(staged.lines()).isEmpty();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(25));
    }

    @Test
    void theEndOfTheBuildEndsTheLog() {
        // Given
        Lease lease = EventsIT.lease();
        TestAgent.events(lease, 1, EventsIT.log("only")).then().statusCode(200);
        CompletableFuture<LogPage> reader =
                CompletableFuture.supplyAsync(
                        () -> EventsIT.page(lease.buildId(), "?after=1.1&wait=30"));
        // When
        TestAgent.result(lease, TestAgent.succeeded(1)).then().statusCode(200);
        // Then
        LogPage page = reader.join();
        assertThat(page.end()).isTrue();
        assertThat(page.next()).isEqualTo("1.1");
    }

    @Test
    void nothingNewIsAnEmptyPageAfterTheTime() {
        // Given
        UUID build = Requests.submit(TestPools.next());
        // When
        LogPage page = EventsIT.page(build, "?wait=PT0.3S");
        // Then
        assertThat(page.lines()).isEmpty();
        assertThat(page.next()).isEqualTo("0.0");
        assertThat(page.end()).isFalse();
    }

    private static CompletableFuture<LogPage> follow(UUID build, String wait) {
        return CompletableFuture.supplyAsync(() -> EventsIT.page(build, "?wait=" + wait));
    }
}
