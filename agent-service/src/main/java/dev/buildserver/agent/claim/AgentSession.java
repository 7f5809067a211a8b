package dev.buildserver.agent.claim;

import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.http.BackOff;
import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.settings.AgentConfig;
import dev.buildserver.agent.tasks.Pause;
import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Registered;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The agent's one session with the orchestrator: opened when first needed, opened again when the
 * server has ended it, unless another process took the agent's name.
 */
@Singleton
public class AgentSession {
    private static final Logger LOG = Logger.getLogger(AgentSession.class);
    private static final int GONE = 410;
    private static final int PROTOCOL = 1;

    private final SessionClient client;
    private final HeldAttempts held;
    private final Toolchain toolchain;
    private final AgentConfig config;
    private final Pause pause;
    private final ProcessEnd processEnd;
    private final BackOff backOff;
    private final UUID bootId = UUID.randomUUID();
    private final ReentrantLock registration = new ReentrantLock();
    private final AtomicReference<Registered> current = new AtomicReference<>();
    private volatile String artifactUrl;
    private volatile String cacheUrl;
    private volatile boolean closed;

    AgentSession(
            SessionClient client,
            HeldAttempts held,
            Toolchain toolchain,
            AgentConfig config,
            Pause pause,
            ProcessEnd processEnd,
            SecureRandom random) {
        this.client = client;
        this.held = held;
        this.toolchain = toolchain;
        this.config = config;
        this.pause = pause;
        this.processEnd = processEnd;
        this.backOff = new BackOff(random);
    }

    /**
     * The session; registers until there is one.
     *
     * @throws InterruptedException also when the agent has signed off
     */
    Registered get() throws InterruptedException {
        registration.lockInterruptibly();
        try {
            while (true) {
                Registered now = current.get();
                if (now != null) {
                    return now;
                }
                if (closed) {
                    throw new InterruptedException("the agent has signed off");
                }
                register();
            }
        } finally {
            registration.unlock();
        }
    }

    private void register() throws InterruptedException {
        Duration wait;
        try {
            Registered opened = client.register(self());
            artifactUrl = opened.artifactUrl();
            cacheUrl = opened.cacheUrl();
            current.set(opened);
            backOff.reset();
            LOG.infof("Registered: session %s", opened.sessionId());
            return;
        } catch (CallFailedException e) {
            LOG.logf(backOff.level(), "Not registered: %s", e.getMessage());
            wait = backOff.after(e);
        } catch (UncheckedIOException e) {
            LOG.logf(backOff.level(), "Not registered: %s", e.getMessage());
            wait = backOff.next();
        }
        pause.pause(wait);
    }

    /**
     * Looks whether a failed call means that the session is over. What the agent holds is then no
     * longer its own.
     */
    void failed(Registered session, CallFailedException failure) {
        if (failure.status() != GONE || !current.compareAndSet(session, null)) {
            return;
        }
        held.stopAll(Reason.REVOKED);
        String reason = failure.text("reason").orElse("unknown");
        LOG.warnf("The server ended the session (%s)", reason);
        if ("replaced".equals(reason)) {
            // Registering again would end the other's session in turn, for ever.
            processEnd.exit(
                    "another process registered as agent " + agentName() + ": this one gives way");
        }
    }

    /** Tells the server, if it listens, that the agent goes. There is no session after that. */
    public void close() {
        closed = true;
        Registered last = current.getAndSet(null);
        if (last == null) {
            return;
        }
        try {
            client.deregister(last.sessionId());
        } catch (CallFailedException | UncheckedIOException e) {
            LOG.debugf("Not deregistered, the session will expire: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RegisterAgent self() {
        return new RegisterAgent(
                agentName(),
                HostName.get(),
                config.pool(),
                Optional.ofNullable(getClass().getPackage().getImplementationVersion())
                        .orElse("development"),
                PROTOCOL,
                toolchain.capabilities(),
                bootId);
    }

    /** The agent's name. */
    public String agentName() {
        return config.name().orElseGet(HostName::get);
    }

    /** Base URL of the artifact service, as last told by the server. */
    public String artifactUrl() {
        return artifactUrl;
    }

    /** Base URL of the cache service, as last told by the server; may be null. */
    public String cacheUrl() {
        return cacheUrl;
    }
}
