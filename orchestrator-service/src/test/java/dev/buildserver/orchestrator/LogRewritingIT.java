package dev.buildserver.orchestrator;

import static dev.buildserver.orchestrator.EventsIT.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.contract.log.LogPage;
import dev.buildserver.orchestrator.fixture.TestAgent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LogRewritingIT extends ServiceTest {
    private static final String PACKS =
            "SELECT count(DISTINCT object_key) FROM log_batch WHERE attempt_uid = ?";

    @Test
    void theLogOfAnEndedAttemptIsBroughtTogetherAndReadsAsBefore() {
        // Given: each batch is an object
        Lease lease = EventsIT.lease();
        List<String> texts = IntStream.rangeClosed(1, 12).mapToObj(n -> "line " + n).toList();
        for (int batch = 1; batch <= 12; batch++) {
            TestAgent.events(lease, batch, log(texts.get(batch - 1))).then().statusCode(200);
        }
        assertThat(TestRows.count(PACKS, lease.attemptUid())).isEqualTo(12);
        // When
        TestAgent.result(lease, TestAgent.succeeded(12)).then().statusCode(200);
        // Then
        await().until(() -> TestRows.count(PACKS, lease.attemptUid()) == 1);
        assertThat(EventsIT.texts(lease.buildId())).isEqualTo(texts);
        assertThat(pages(lease)).isEqualTo(texts);
    }

    @Test
    void whatIsInFewPacksStaysThere() {
        // Given
        Lease few = EventsIT.lease();
        TestAgent.events(few, 1, log("one")).then().statusCode(200);
        TestAgent.events(few, 2, log("two")).then().statusCode(200);
        TestAgent.result(few, TestAgent.succeeded(2)).then().statusCode(200);
        Lease many = EventsIT.lease();
        for (int batch = 1; batch <= 9; batch++) {
            TestAgent.events(many, batch, log("line " + batch)).then().statusCode(200);
        }
        // When
        TestAgent.result(many, TestAgent.succeeded(9)).then().statusCode(200);
        await().until(() -> TestRows.count(PACKS, many.attemptUid()) == 1);
        // Then
        assertThat(TestRows.count(PACKS, few.attemptUid())).isEqualTo(2);
    }

    /** Read five lines at a time. */
    private static List<String> pages(Lease lease) {
        List<String> all = new ArrayList<>();
        String next = "";
        LogPage page;
        do {
            page = EventsIT.page(lease.buildId(), "?limit=5" + next);
            page.lines().stream().map(LogLine::text).forEach(all::add);
            next = "&after=" + page.next();
        } while (!page.lines().isEmpty());
        return all;
    }
}
