package dev.buildserver.agent.claim;

import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.http.Credential;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.agent.settings.AgentConfig;
import dev.buildserver.contract.agent.Commands;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Registered;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The calls that an agent makes with its own credential. */
@Singleton
class SessionClient {
    private static final Duration SHORT_CALL = Duration.ofSeconds(5);
    private static final int TRIES_PER_SESSION = 5;

    private final JsonHttp http;
    private final String base;
    private final Path tokenFile;
    private final Duration pollWait;

    SessionClient(JsonHttp http, AgentConfig config) {
        this.http = http;
        this.base = config.orchestratorUrl().toString().replaceAll("/+$", "") + "/agents/v1";
        this.tokenFile = config.tokenFile();
        this.pollWait = config.pollWait();
    }

    Registered register(RegisterAgent agent) throws CallFailedException, InterruptedException {
        return http.post(uri("/register"), agent(), agent, Registered.class, SHORT_CALL)
                .orElseThrow(() -> new IllegalStateException("empty answer to a registration"));
    }

    /** Waits so shortly that several tries fit into the life of a session. */
    HeartbeatAnswer heartbeat(Registered session, Heartbeat beat)
            throws CallFailedException, InterruptedException {
        // A replica that hangs must not cost the session: the next try may reach another one.
        Duration share = session.sessionTtl().dividedBy(TRIES_PER_SESSION);
        return http.post(
                        uri("/sessions/" + session.sessionId() + "/heartbeat"),
                        agent(),
                        beat,
                        HeartbeatAnswer.class,
                        share.compareTo(SHORT_CALL) < 0 ? share : SHORT_CALL)
                .orElseGet(() -> new HeartbeatAnswer(null, null, false));
    }

    LeaseAnswer lease(UUID session, LeaseRequest request)
            throws CallFailedException, InterruptedException {
        return http.post(
                        uri("/sessions/" + session + "/lease?wait=" + waitSeconds()),
                        agent(),
                        request,
                        LeaseAnswer.class,
                        pollWait.plus(SHORT_CALL))
                .orElseGet(() -> new LeaseAnswer(null));
    }

    /**
     * Waits for orders.
     *
     * @param known attempts whose cancellation this agent knows of
     */
    Commands commands(UUID session, List<UUID> known, boolean knownDrain)
            throws CallFailedException, InterruptedException {
        StringBuilder query = new StringBuilder("?wait=").append(waitSeconds());
        known.forEach(uid -> query.append("&known=").append(uid));
        query.append("&knownDrain=").append(knownDrain);
        return http.get(
                        uri("/sessions/" + session + "/commands" + query),
                        agent(),
                        Commands.class,
                        pollWait.plus(SHORT_CALL))
                .orElseGet(() -> new Commands(null, null, knownDrain));
    }

    /** Ends the session: what the agent still holds is leased again at once. */
    void deregister(UUID session) throws CallFailedException, InterruptedException {
        http.delete(uri("/sessions/" + session), agent(), Duration.ofSeconds(2));
    }

    private String waitSeconds() {
        return pollWait.toSeconds() + "s";
    }

    private URI uri(String path) {
        return URI.create(base + path);
    }

    /** Read anew each time, so that a renewed token counts at once. */
    private Credential agent() {
        try {
            return new Credential(Files.readString(tokenFile).strip(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("the agent's token file can't be read", e);
        }
    }
}
