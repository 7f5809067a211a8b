package dev.buildserver.standalone.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.buildserver.embedded.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks running services how they are. */
public final class HealthProbe {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
    private static final int OK = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_WITHIN)
                    .build();

    /** Whether the service with that management port takes work. */
    public boolean isReady(int managementPort) {
        String url = "http://" + LoopbackPorts.HOST + ":" + managementPort + "/q/health/ready";
        return status(HttpRequest.newBuilder(URI.create(url)));
    }

    /**
     * The agents that the gateway knows.
     *
     * @param gateway base URL
     * @param token of a user
     * @return status by agent id; empty when the gateway does not answer as it should
     */
    public Map<String, String> agents(String gateway, String token) {
        Map<String, String> agents = new LinkedHashMap<>();
        try {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(URI.create(gateway + "/api/v1/agents"))
                                    .timeout(ANSWER_WITHIN)
                                    .header("Authorization", "Bearer " + token)
                                    .header("Accept", "application/json")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == OK) {
                for (JsonNode agent : JSON.readTree(response.body()).path("agents")) {
                    agents.put(agent.path("agentId").asText(), agent.path("status").asText());
                }
            }
        } catch (IOException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return agents;
    }

    private boolean status(HttpRequest.Builder request) {
        try {
            return client.send(
                                    request.timeout(ANSWER_WITHIN).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
