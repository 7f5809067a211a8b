package dev.buildserver.agent.runtime;

import dev.buildserver.agent.tasks.MonotonicClock;
import dev.buildserver.agent.tasks.Pause;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Duration;

/** The real time, and the one HTTP client for calls to other services. */
final class AgentClocks {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    @Produces
    @Singleton
    MonotonicClock monotonic() {
        return System::nanoTime;
    }

    @Produces
    @Singleton
    Pause pause() {
        return time -> Thread.sleep(time.toMillis());
    }

    @Produces
    @Singleton
    HttpClient services() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }
}
