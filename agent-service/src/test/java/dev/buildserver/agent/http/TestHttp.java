package dev.buildserver.agent.http;

import dev.buildserver.support.json.WireJson;
import java.net.http.HttpClient;

/** Calls as the agent makes them, without a container. */
public final class TestHttp {
    private TestHttp() {}

    public static JsonHttp create() {
        return new JsonHttp(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                WireJson.mapper());
    }
}
