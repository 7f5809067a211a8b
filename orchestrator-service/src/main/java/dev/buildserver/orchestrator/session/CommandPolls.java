package dev.buildserver.orchestrator.session;

import dev.buildserver.contract.agent.Commands;
import dev.buildserver.orchestrator.lifecycle.CancelRequested;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore.HeldCancel;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Polls for commands, parked until there is one that the agent does not know. Commands are state,
 * not messages: whatever is lost is said again. A poll costs no thread; a session has one, and a
 * new one releases the old.
 */
@ApplicationScoped
class CommandPolls {
    private static final Duration TICK = Duration.ofMillis(500);

    private final SessionStore sessions;
    private final LifecycleStore attempts;
    private final Ticker ticker;
    private final Map<UUID, Parked> parked = new ConcurrentHashMap<>();

    CommandPolls(SessionStore sessions, LifecycleStore attempts, Ticker ticker) {
        this.sessions = sessions;
        this.attempts = attempts;
        this.ticker = ticker;
    }

    private record Parked(Set<UUID> known, boolean knownDrain, CompletableFuture<Commands> answer) {
        boolean isNews(Commands commands) {
            return commands.drain() != knownDrain
                    || !commands.revoked().isEmpty()
                    || !known.containsAll(commands.cancel());
        }
    }

    void start(@Observes StartupEvent started) {
        // Finds what another replica caused, and sessions that ended.
        ticker.every(TICK, "polls for commands", () -> look(Set.copyOf(parked.keySet())));
    }

    void cancelRequested(@Observes CancelRequested event) {
        look(event.sessions());
    }

    /** Answers with the commands as soon as there is news, at the latest after the time. */
    Uni<Commands> poll(UUID sessionId, Set<UUID> known, boolean knownDrain, Duration wait) {
        Parked poll = new Parked(known, knownDrain, new CompletableFuture<>());
        Parked older = parked.put(sessionId, poll);
        if (older != null) {
            older.answer().complete(new Commands(List.of(), List.of(), older.knownDrain()));
        }
        look(Set.of(sessionId));
        Commands nothing = new Commands(List.of(), List.of(), knownDrain);
        poll.answer().completeOnTimeout(nothing, wait.toMillis(), TimeUnit.MILLISECONDS);
        return Uni.createFrom()
                .completionStage(poll.answer())
                .onTermination()
                .invoke(() -> parked.remove(sessionId, poll));
    }

    private void look(Set<UUID> sessionIds) {
        Set<UUID> waiting =
                sessionIds.stream().filter(parked::containsKey).collect(Collectors.toSet());
        if (waiting.isEmpty()) {
            return;
        }
        Map<UUID, List<HeldCancel>> cancels =
                attempts.cancelsOf(waiting).stream()
                        .collect(Collectors.groupingBy(HeldCancel::sessionId));
        for (SessionStore.State state : sessions.states(waiting)) {
            Parked poll = parked.get(state.sessionId());
            if (poll != null) {
                Commands commands =
                        commands(state, cancels.getOrDefault(state.sessionId(), List.of()));
                if (poll.isNews(commands)) {
                    poll.answer().complete(commands);
                }
            }
        }
    }

    private static Commands commands(SessionStore.State state, List<HeldCancel> cancels) {
        return new Commands(
                cancels.stream().map(HeldCancel::attemptUid).toList(),
                // Of an ended session nothing is held any more.
                state.ended() ? state.held() : List.of(),
                state.drain());
    }
}
