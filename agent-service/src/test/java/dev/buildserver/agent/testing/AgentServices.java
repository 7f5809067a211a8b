package dev.buildserver.agent.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What an agent needs around it: an orchestrator with an artifact service, and a folder. */
public final class AgentServices implements QuarkusTestResourceLifecycleManager {
    private FakeServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = new FakeServer();
            Path folder = Files.createTempDirectory("agent-test");
            Path token = Files.writeString(folder.resolve("token"), "agent-token\n");
            Map<String, String> settings = new HashMap<>();
            settings.put("buildserver.agent.name", "agent-1");
            settings.put("buildserver.agent.orchestrator-url", server.url());
            settings.put("buildserver.agent.token-file", token.toString());
            settings.put("buildserver.agent.work-dir", folder.resolve("work").toString());
            settings.put("buildserver.agent.min-free-disk", "1K");
            settings.put("buildserver.agent.poll-wait", "PT2S");
            settings.put("buildserver.agent.verification.idle-for", "PT0.05S");
            settings.put("buildserver.agent.artifacts.max-file-size", "1K");
            settings.put("buildserver.repositories.allow-loopback", "true");
            settings.put("quarkus.http.test-port", "0");
            settings.put("quarkus.management.test-port", "0");
            return settings;
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
