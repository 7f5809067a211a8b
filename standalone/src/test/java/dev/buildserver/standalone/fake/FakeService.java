package dev.buildserver.standalone.fake;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Stands for every service: ready at once, and as a gateway it knows two idle agents. */
public final class FakeService {
    private static final String AGENTS =
            "{\"agents\":[{\"agentId\":\"linux-agent-1\",\"status\":\"Idle\"},"
                    + "{\"agentId\":\"linux-agent-2\",\"status\":\"Idle\"}]}";

    private FakeService() {}

    public static void main(String[] arguments) throws Exception {
        listen("QUARKUS_MANAGEMENT_PORT", "/q/health/ready", "{}");
        listen("QUARKUS_HTTP_PORT", "/api/v1/agents", AGENTS);
        new CountDownLatch(1).await();
    }

    private static void listen(String variable, String path, String answer) throws IOException {
        int port = Integer.parseInt(System.getenv(variable));
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(System.getenv("QUARKUS_HTTP_HOST"), port), 0);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }
}
