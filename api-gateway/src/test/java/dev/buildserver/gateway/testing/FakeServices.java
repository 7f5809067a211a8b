package dev.buildserver.gateway.testing;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.buildserver.testing.tokens.TestKeys;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/** The services behind the gateway, which answer as a test tells them to. */
public final class FakeServices implements QuarkusTestResourceLifecycleManager {
    private final WireMockServer orchestrator = server();
    private final WireMockServer artifacts = server();
    private final WireMockServer cache = server();

    @Override
    public Map<String, String> start() {
        orchestrator.start();
        artifacts.start();
        cache.start();
        Map<String, String> settings = new HashMap<>(TestKeys.ofThisJvm().configuration());
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        settings.put("quarkus.log.category.\"org.eclipse.jetty\".level", "ERROR");
        settings.put("buildserver.gateway.orchestrator-url", orchestrator.baseUrl());
        settings.put("buildserver.gateway.artifact-url", artifacts.baseUrl());
        settings.put("buildserver.gateway.cache-url", cache.baseUrl());
        settings.put("buildserver.gateway.answer-timeout", "PT3S");
        settings.put("buildserver.gateway.log-wait", "PT1S");
        settings.put("buildserver.gateway.keep-alive-every", "PT1S");
        settings.put("buildserver.gateway.follow-patience", "PT3S");
        settings.put("buildserver.gateway.body-timeout", "PT2S");
        settings.put("buildserver.gateway.body-memory", "1M");
        settings.put("buildserver.gateway.max-followers", "3");
        settings.put(
                "buildserver.gateway.trace-url-template",
                "https://jaeger.example.com/trace/{traceId}");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(orchestrator, field -> isFake(field, "orchestrator"));
        injector.injectIntoFields(artifacts, field -> isFake(field, "artifacts"));
        injector.injectIntoFields(cache, field -> isFake(field, "cache"));
    }

    @Override
    public void stop() {
        orchestrator.stop();
        artifacts.stop();
        cache.stop();
    }

    private static boolean isFake(Field field, String name) {
        return field.getType() == WireMockServer.class && field.getName().equals(name);
    }

    private static WireMockServer server() {
        return new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    }
}
