package dev.buildserver.orchestrator.outbox;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.support.security.InternalTokens;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Talks to the artifact service in this service's own name. */
@ApplicationScoped
class ArtifactService {
    private static final long TIMEOUT_SECONDS = 10;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_ERROR = 300;

    private final InternalTokens tokens;
    private final ArtifactApi api;

    ArtifactService(OrchestratorConfig config, InternalTokens tokens) {
        this.tokens = tokens;
        this.api =
                QuarkusRestClientBuilder.newBuilder()
                        .baseUri(config.artifactUrl())
                        .connectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .disableDefaultMapper(true)
                        .build(ArtifactApi.class);
    }

    /** Whether the message counts as delivered; an attempt without artifacts may be unknown. */
    boolean publish(String attemptUid) {
        return isDelivered(attemptUid, api::publish);
    }

    /** Like {@link #publish}. */
    boolean drop(String attemptUid) {
        return isDelivered(attemptUid, api::drop);
    }

    private boolean isDelivered(String attemptUid, BiFunction<String, String, Response> call) {
        String bearer = "Bearer " + tokens.serviceToken("orchestrator-service");
        try (Response answer = call.apply(bearer, attemptUid)) {
            return answer.getStatus() < FIRST_ERROR || answer.getStatus() == NOT_FOUND;
        }
    }
}
