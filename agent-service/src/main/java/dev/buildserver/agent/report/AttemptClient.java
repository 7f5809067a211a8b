package dev.buildserver.agent.report;

import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.http.Credential;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.agent.settings.AgentConfig;
import dev.buildserver.contract.agent.EventsAnswer;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.ResultAnswer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;

/** The calls about one attempt, made with its lease token. */
@Singleton
class AttemptClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JsonHttp http;
    private final String base;

    AttemptClient(JsonHttp http, AgentConfig config) {
        this.http = http;
        this.base =
                config.orchestratorUrl().toString().replaceAll("/+$", "") + "/agents/v1/leases/";
    }

    EventsAnswer events(Lease lease, byte[] batch)
            throws CallFailedException, InterruptedException {
        return http.postBytes(
                        uri(lease, "events"),
                        // Several a second: in the build's trace they would hide the rest.
                        new Credential(lease.leaseToken(), null),
                        batch,
                        EventsAnswer.class,
                        TIMEOUT)
                .orElseGet(() -> new EventsAnswer(0, false));
    }

    ResultAnswer result(Lease lease, byte[] result)
            throws CallFailedException, InterruptedException {
        return http.postBytes(
                        uri(lease, "result"),
                        new Credential(lease.leaseToken(), lease.traceParent()),
                        result,
                        ResultAnswer.class,
                        TIMEOUT)
                .orElseGet(() -> new ResultAnswer("unknown"));
    }

    byte[] bytes(Object value) {
        return http.bytes(value);
    }

    private URI uri(Lease lease, String what) {
        return URI.create(base + lease.attemptUid() + "/" + what);
    }
}
