package dev.buildserver.gateway.upstream;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps a gateway with impossible settings from starting, and says all that is wrong at once. */
@ApplicationScoped
class ConfigCheck {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    void check(@Observes StartupEvent started, GatewayConfig config) {
        List<String> wrong = problems(config);
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("; ", wrong));
        }
    }

    static List<String> problems(GatewayConfig config) {
        List<String> wrong = new ArrayList<>();
        url(wrong, "orchestrator-url", config.orchestratorUrl());
        url(wrong, "artifact-url", config.artifactUrl());
        url(wrong, "cache-url", config.cacheUrl());
        time(wrong, "connect-timeout", config.connectTimeout());
        time(wrong, "answer-timeout", config.answerTimeout());
        time(wrong, "keep-alive-every", config.keepAliveEvery());
        time(wrong, "follow-patience", config.followPatience());
        time(wrong, "body-timeout", config.bodyTimeout());
        count(wrong, "max-followers", config.maxFollowers());
        count(wrong, "max-connections", config.maxConnections());
        count(wrong, "max-downloads", config.maxDownloads());
        long body = config.maxBodySize().asLongValue();
        // What is collected without a thread is a setting of the framework, a little larger.
        if (body < 1024 || body > 256 * 1024) {
            wrong.add(key("max-body-size") + " must be between 1K and 256K");
        }
        if (config.bodyMemory().asLongValue() < body) {
            wrong.add(key("body-memory") + " must be at least " + key("max-body-size"));
        }
        // It goes to the orchestrator in whole seconds.
        if (config.logWait().toSeconds() < 1) {
            wrong.add(key("log-wait") + " must be at least PT1S");
        }
        if (config.logWait().compareTo(config.answerTimeout()) >= 0) {
            wrong.add(key("log-wait") + " must be shorter than " + key("answer-timeout"));
        }
        config.traceUrlTemplate()
                .filter(template -> !template.contains("{traceId}"))
                .ifPresent(t -> wrong.add(key("trace-url-template") + " must contain {traceId}"));
        return wrong;
    }

    private static void url(List<String> wrong, String name, URI url) {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            wrong.add(key(name) + " must be an http or https URL");
        }
    }

    private static void time(List<String> wrong, String name, Duration time) {
        if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
            wrong.add(key(name) + " must be between PT0.001S and " + LONGEST);
        }
    }

    private static void count(List<String> wrong, String name, int count) {
        if (count < 1 || count > 10_000) {
            wrong.add(key(name) + " must be between 1 and 10000");
        }
    }

    private static String key(String name) {
        return "buildserver.gateway." + name;
    }
}
