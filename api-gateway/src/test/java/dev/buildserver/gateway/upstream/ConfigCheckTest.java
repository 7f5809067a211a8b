package dev.buildserver.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigCheckTest {
    @Test
    void theDefaultsArePossible() {
        assertThat(problems(Map.of())).isEmpty();
    }

    @Test
    void allThatIsImpossibleIsToldAtOnce() {
        assertThat(
                        problems(
                                Map.ofEntries(
                                        Map.entry("orchestrator-url", "ftp://x"),
                                        Map.entry("artifact-url", "localhost"),
                                        Map.entry("cache-url", "http:x"),
                                        Map.entry("connect-timeout", "PT0S"),
                                        Map.entry("answer-timeout", "PT2S"),
                                        Map.entry("log-wait", "PT3S"),
                                        Map.entry("keep-alive-every", "PT-1S"),
                                        Map.entry("follow-patience", "PT1H"),
                                        Map.entry("body-timeout", "PT0S"),
                                        Map.entry("max-followers", "0"),
                                        Map.entry("max-connections", "-1"),
                                        Map.entry("max-downloads", "100000"),
                                        Map.entry("max-body-size", "300K"),
                                        Map.entry("body-memory", "100K"),
                                        Map.entry("trace-url-template", "https://trace/"))))
                .hasSize(14)
                .allMatch(problem -> problem.startsWith("buildserver.gateway."));
    }

    @Test
    void aWaitBelowASecondWouldBeNone() {
        assertThat(problems(Map.of("log-wait", "PT0.5S"))).hasSize(1);
    }

    private static List<String> problems(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("buildserver.gateway." + name, value));
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(GatewayConfig.class)
                        .withSources(new PropertiesConfigSource(named, "test", 500))
                        .build();
        return ConfigCheck.problems(config.getConfigMapping(GatewayConfig.class));
    }
}
