package dev.buildserver.orchestrator.outbox;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.outbox.OutboxStore.Message;
import dev.buildserver.orchestrator.runtime.Errands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Delivers messages until the receiver has taken them. */
@ApplicationScoped
class OutboxDelivery {
    private static final Logger LOG = Logger.getLogger(OutboxDelivery.class);
    private static final int PAGE = 20;
    private static final int TRIES_BEFORE_ALARM = 5;

    private final OutboxStore store;
    private final ArtifactService artifacts;
    private final OrchestratorConfig config;
    private final Errands errands;
    private final AtomicBoolean requested = new AtomicBoolean();

    OutboxDelivery(
            OutboxStore store,
            ArtifactService artifacts,
            OrchestratorConfig config,
            Errands errands) {
        this.store = store;
        this.artifacts = artifacts;
        this.config = config;
        this.errands = errands;
    }

    void start(@Observes StartupEvent started) {
        errands.every(config.outbox().every(), "delivery of messages", this::deliver);
    }

    void attemptEnded(@Observes EndedAttempt event) {
        if (requested.compareAndSet(false, true)) {
            errands.soon("delivery of messages", this::deliver);
        }
    }

    void deliver() {
        requested.set(false);
        List<Message> messages;
        do {
            messages = store.take(PAGE, config.outbox().longestPause());
            messages.forEach(this::deliver);
        } while (messages.size() == PAGE);
    }

    private void deliver(Message message) {
        try {
            boolean delivered =
                    switch (message.topic()) {
                        case "attempt.accepted" -> artifacts.publish(message.subject());
                        case "attempt.dropped" -> artifacts.drop(message.subject());
                        default -> throw new IllegalStateException("no topic " + message.topic());
                    };
            if (delivered) {
                store.delivered(message.id());
                return;
            }
            report(message, "it was refused");
        } catch (RuntimeException e) {
            // The other messages are delivered all the same, and this one is tried again.
            LOG.debugf(e, "%s of %s is not delivered", message.topic(), message.subject());
            report(message, String.valueOf(e.getMessage()));
        }
    }

    private static void report(Message message, String reason) {
        Logger.Level level =
                message.tries() < TRIES_BEFORE_ALARM ? Logger.Level.DEBUG : Logger.Level.WARN;
        LOG.logf(
                level,
                "%s of %s is not delivered after %d tries: %s",
                message.topic(),
                message.subject(),
                message.tries(),
                reason);
    }
}
