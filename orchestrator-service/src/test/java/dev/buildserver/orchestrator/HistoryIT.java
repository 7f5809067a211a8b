package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildPage;
import dev.buildserver.contract.build.BuildSummary;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class HistoryIT extends ServiceTest {
    @Test
    void pagesHoldEveryBuildOnceNewestFirst() {
        // Given
        String project = Requests.uniqueProject();
        List<UUID> builds = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            builds.add(Requests.submit(Requests.build(Requests.job(project), "Docker")));
        }
        Collections.reverse(builds);
        // When
        List<UUID> read = new ArrayList<>();
        String cursor = "";
        do {
            BuildPage page = page("project=" + project + "&limit=2&cursor=" + cursor);
            page.builds().forEach(build -> read.add(build.executionId()));
            cursor = page.nextCursor();
        } while (cursor != null);
        // Then
        assertThat(read).isEqualTo(builds);
    }

    @Test
    void aCursorIsForItsOwnListOnly() {
        // Given
        String project = Requests.uniqueProject();
        for (int i = 0; i < 2; i++) {
            Requests.submit(Requests.build(Requests.job(project), "Docker"));
        }
        String cursor = page("project=" + project + "&limit=1").nextCursor();
        // When
        Response other = list("project=Other&limit=1&cursor=" + cursor);
        Response invented = list("cursor=AAAA");
        Response garbage = list("cursor=%21%21");
        // Then
        for (Response response : List.of(other, invented, garbage)) {
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.<String>path("violations[0].field")).isEqualTo("cursor");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "status=Dancing, status",
        "strategy=Hope, strategy",
        "limit=0, limit",
        "limit=201, limit",
        "limit=many, limit",
        "createdAfter=yesterday, createdAfter",
    })
    void wrongParametersAreNamed(String query, String field) {
        // When
        Response response = list(query);
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("violations[0].field")).isEqualTo(field);
    }

    @Test
    void filtersRestrictWhatIsListed() {
        // Given
        String pool = TestPools.next();
        String project = Requests.uniqueProject();
        SubmitBuild submit = Requests.build(Requests.job(project), pool);
        UUID done = Requests.submit(submit);
        UUID running = Requests.submit(submit);
        UUID queued = Requests.submit(submit);
        TestAgent agent = TestAgent.in(pool);
        TestAgent.result(agent.lease(), TestAgent.succeeded(0)).then().statusCode(200);
        Lease lease = agent.lease();
        // Then
        assertThat(lease.buildId()).isEqualTo(running);
        String base = "project=" + project;
        assertThat(ids(base + "&status=Queued")).containsExactly(queued);
        assertThat(ids(base + "&status=Running,Succeeded")).containsExactly(running, done);
        assertThat(ids(base + "&status=running&status=queued")).containsExactly(queued, running);
        assertThat(ids(base + "&strategy=Clean")).hasSize(3);
        assertThat(ids(base + "&strategy=Incremental")).isEmpty();
        assertThat(ids(base + "&gitRef=refs/heads/main")).hasSize(3);
        assertThat(ids(base + "&branch=other")).isEmpty();
        assertThat(ids(base + "&requester=dev@example.com")).hasSize(3);
        assertThat(ids(base + "&requester=nobody@example.com")).isEmpty();
        assertThat(ids(base + "&pool=" + pool.toUpperCase(java.util.Locale.ROOT))).hasSize(3);
        assertThat(ids(base + "&createdAfter=" + Instant.now().plusSeconds(60))).isEmpty();
        assertThat(ids(base + "&createdBefore=" + Instant.now().plusSeconds(60))).hasSize(3);
    }

    @Test
    void aSummaryShowsHowFarABuildIs() {
        // Given
        Lease lease = EventsIT.lease();
        String project = lease.job().projectName();
        // When
        BuildSummary running = page("project=" + project).builds().get(0);
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
        BuildSummary ended = page("project=" + project).builds().get(0);
        // Then
        assertThat(running.status()).isEqualTo(BuildStatus.RUNNING);
        assertThat(running.startTime()).isNotNull();
        assertThat(running.endTime()).isNull();
        assertThat(ended.status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(ended.startTime()).isEqualTo(running.startTime());
        assertThat(ended.endTime()).isAfterOrEqualTo(ended.startTime());
    }

    @Test
    void aBuildThatIsNoneIsNotFound() {
        assertThat(list("x=1").statusCode()).isEqualTo(200);
        Requests.asDeveloper()
                .get("/internal/v1/builds/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        Requests.asDeveloper().get("/internal/v1/builds/no-uuid").then().statusCode(404);
    }

    private static List<UUID> ids(String query) {
        return page(query).builds().stream().map(BuildSummary::executionId).toList();
    }

    private static BuildPage page(String query) {
        Response response = list(query);
        response.then().statusCode(200);
        return response.as(BuildPage.class);
    }

    private static Response list(String query) {
        return Requests.asDeveloper().urlEncodingEnabled(false).get("/internal/v1/builds?" + query);
    }
}
