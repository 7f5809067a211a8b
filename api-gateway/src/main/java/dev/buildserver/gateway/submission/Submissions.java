package dev.buildserver.gateway.submission;

import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.gateway.submission.SubmissionReader.Requester;
import dev.buildserver.gateway.upstream.GatewayConfig;
import dev.buildserver.gateway.upstream.Orchestrator;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.UUID;

/** Takes requests for builds. */
@ApplicationScoped
public class Submissions {
    private final Orchestrator orchestrator;
    private final Caller caller;
    private final SubmissionReader reader;
    private final IdempotencyKeys keys;
    private final long maxBytes;

    Submissions(
            Orchestrator orchestrator,
            Caller caller,
            GatewayConfig config,
            RepositoriesConfig repositories,
            SecureRandom random) {
        this.orchestrator = orchestrator;
        this.caller = caller;
        this.reader = new SubmissionReader(repositories.policy());
        this.keys = new IdempotencyKeys(random);
        this.maxBytes = config.maxBodySize().asLongValue();
    }

    /**
     * Submits the build that a body asks for.
     *
     * @param idempotencyKey the client's; may be null
     */
    public Uni<BuildAccepted> submit(InputStream body, String idempotencyKey) {
        String key = keys.orNew(idempotencyKey);
        Requester requester = new Requester(caller.email(), caller.has(Roles.BUILD_MASTER));
        SubmitBuild build = reader.read(StrictJson.object(body, maxBytes), requester);
        Span span = Span.current();
        span.setAttribute("build.project", build.job().projectName());
        span.setAttribute("build.configuration", build.job().configuration());
        if (build.strategy() != null) {
            span.setAttribute("build.strategy", build.strategy().toString());
        }
        return tagged(orchestrator.submit(build, key), span);
    }

    /**
     * Submits a build again.
     *
     * @param idempotencyKey the client's; may be null
     */
    public Uni<BuildAccepted> rerun(UUID buildId, String idempotencyKey) {
        return tagged(orchestrator.rerun(buildId, keys.orNew(idempotencyKey)), Span.current());
    }

    private static Uni<BuildAccepted> tagged(Uni<BuildAccepted> accepted, Span span) {
        return accepted.invoke(
                build -> span.setAttribute("build.executionId", build.executionId().toString()));
    }
}
