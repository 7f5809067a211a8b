package dev.buildserver.gateway.testing;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An orchestrator and an artifact service that answer as a test tells them to. */
public final class FakeServices implements QuarkusTestResourceLifecycleManager {
    private final WireMockServer orchestrator = server();
    private final WireMockServer artifacts = server();

    @Override
    public Map<String, String> start() {
        orchestrator.start();
        artifacts.start();
        try {
            Path folder = Files.createTempDirectory("gateway-test");
            return Map.ofEntries(
                    Map.entry(
                            "mp.jwt.verify.publickey.location",
                            Users.writePublicKey(folder).toUri().toString()),
                    Map.entry("mp.jwt.verify.issuer", Users.ISSUER),
                    Map.entry("buildserver.gateway.orchestrator-url", orchestrator.baseUrl()),
                    Map.entry("buildserver.gateway.artifact-url", artifacts.baseUrl()),
                    Map.entry("buildserver.gateway.answer-timeout", "PT2S"),
                    Map.entry("buildserver.gateway.log-wait", "PT1S"),
                    Map.entry("buildserver.gateway.keep-alive-every", "PT1S"),
                    Map.entry("buildserver.gateway.follow-patience", "PT3S"),
                    Map.entry("buildserver.gateway.body-timeout", "PT2S"),
                    Map.entry(
                            "buildserver.gateway.trace-url-template",
                            "https://jaeger.example.com/trace/{traceId}"),
                    Map.entry("quarkus.log.category.\"org.eclipse.jetty\".level", "ERROR"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                orchestrator,
                new TestInjector.AnnotatedAndMatchesType(Fake.class, WireMockServer.class) {
                    @Override
                    public boolean test(java.lang.reflect.Field field) {
                        return super.test(field) && field.getName().equals("orchestrator");
                    }
                });
        injector.injectIntoFields(
                artifacts,
                new TestInjector.AnnotatedAndMatchesType(Fake.class, WireMockServer.class) {
                    @Override
                    public boolean test(java.lang.reflect.Field field) {
                        return super.test(field) && field.getName().equals("artifacts");
                    }
                });
    }

    @Override
    public void stop() {
        orchestrator.stop();
        artifacts.stop();
    }

    private static WireMockServer server() {
        return new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    }
}
