package dev.buildserver.agent.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What an agent needs around it: an orchestrator with an artifact service, and a folder. */
public final class AgentServices implements QuarkusTestResourceLifecycleManager {
    private FakeServer server;
    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            server = new FakeServer();
            folder = Files.createTempDirectory("agent-test");
            Path token = Files.writeString(folder.resolve("token"), "agent-token\n");
            return Map.of(
                    "buildserver.agent.name", "agent-1",
                    "buildserver.agent.orchestrator-url", server.url(),
                    "buildserver.agent.token-file", token.toString(),
                    "buildserver.agent.work-dir", folder.resolve("work").toString(),
                    "buildserver.agent.min-free-disk", "1K",
                    "buildserver.agent.poll-wait", "PT2S",
                    "buildserver.repositories.allow-loopback", "true",
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(FakeServer.class));
    }

    @Override
    public void stop() {
        server.close();
    }
}
