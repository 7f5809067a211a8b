package dev.buildserver.e2e.stack;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The public API, as a client uses it. */
public final class Api {
    private static final Set<String> FINAL = Set.of("Succeeded", "Failed", "Cancelled");
    private static final Duration LONGEST_BUILD = Duration.ofMinutes(3);

    private final Stack stack;

    Api(Stack stack) {
        this.stack = stack;
    }

    /** A request with the token of a role. */
    public RequestSpecification as(String role) {
        return anonymous().auth().preemptive().oauth2(stack.token(role));
    }

    /** A request without a token. */
    public RequestSpecification anonymous() {
        return given().baseUri(stack.url());
    }

    public RequestSpecification developer() {
        return as("developer");
    }

    /** A job with the required fields. */
    public static Map<String, Object> job(String project, String repository, String solution) {
        Map<String, Object> job = new HashMap<>();
        job.put("projectName", project);
        job.put("repositoryUrl", repository);
        job.put("gitRef", "refs/heads/main");
        job.put("solutionPath", solution);
        return job;
    }

    public Response post(Map<String, Object> job, Map<String, Object> request) {
        Map<String, Object> body = new HashMap<>(request);
        body.put("job", job);
        return developer().contentType(ContentType.JSON).body(body).post("/api/v1/builds");
    }

    /** Submits a build that must be accepted. */
    public String submit(Map<String, Object> job, Map<String, Object> request) {
        Response response = post(job, request);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response.jsonPath().getString("executionId");
    }

    public JsonPath build(String id) {
        return developer().get("/api/v1/builds/" + id).then().statusCode(200).extract().jsonPath();
    }

    public JsonPath awaitStatus(String id, String status) {
        await().atMost(LONGEST_BUILD)
                .pollInterval(Duration.ofMillis(100))
                .failFast(
                        () -> {
                            String now = build(id).getString("status");
                            if (FINAL.contains(now) && !now.equals(status)) {
                                throw new AssertionError(now + ", not " + status + "\n" + log(id));
                            }
                        })
                .until(() -> status.equals(build(id).getString("status")));
        return build(id);
    }

    public JsonPath awaitEnd(String id) {
        await().atMost(LONGEST_BUILD)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> FINAL.contains(build(id).getString("status")));
        return build(id);
    }

    public JsonPath awaitStage(String id, String gerund) {
        await().atMost(LONGEST_BUILD)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> gerund.equals(build(id).getString("currentStage")));
        return build(id);
    }

    public String log(String id) {
        return developer().get("/api/v1/builds/" + id + "/logs").asString();
    }

    public JsonPath artifacts(String id) {
        return developer()
                .get("/api/v1/builds/" + id + "/artifacts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
