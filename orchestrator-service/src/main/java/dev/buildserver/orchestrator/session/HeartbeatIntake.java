package dev.buildserver.orchestrator.session;

import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.orchestrator.batch.GroupCommit;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore.Held;
import dev.buildserver.orchestrator.runtime.Writing;
import dev.buildserver.orchestrator.session.SessionStore.Beat;
import dev.buildserver.orchestrator.session.SessionStore.Session;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** Notes heartbeats, and answers with what their agents should know of what they hold. */
@ApplicationScoped
class HeartbeatIntake {
    private final SessionStore store;
    private final LifecycleStore attempts;
    private final GroupCommit<Beat, Found> commits;

    HeartbeatIntake(
            SessionStore store, LifecycleStore attempts, @Writing ExecutorService executor) {
        this.store = store;
        this.attempts = attempts;
        this.commits = new GroupCommit<>(executor, Beat::sessionId, this::write);
    }

    /** What a heartbeat found: its session, null when it is unknown, and what that holds. */
    private record Found(Session session, List<Held> held) {}

    /**
     * Notes a heartbeat.
     *
     * @throws BuildServerException {@code SESSION_ENDED} with {@code reason}
     */
    Uni<HeartbeatAnswer> beat(UUID sessionId, Heartbeat heartbeat) {
        return Uni.createFrom()
                .completionStage(commits.add(new Beat(sessionId, heartbeat)))
                .map(found -> answer(sessionId, heartbeat, found));
    }

    private List<Found> write(List<Beat> group) {
        Map<UUID, Session> sessions = store.beat(group);
        Map<UUID, List<Held>> truth = attempts.heldBy(sessions.keySet());
        return group.stream()
                .map(Beat::sessionId)
                .map(id -> new Found(sessions.get(id), truth.getOrDefault(id, List.of())))
                .toList();
    }

    private static HeartbeatAnswer answer(UUID sessionId, Heartbeat beat, Found found) {
        if (found.session() == null || found.session().ended()) {
            throw Sessions.ended(
                    sessionId, found.session() == null ? "unknown" : found.session().endReason());
        }
        Set<UUID> held = found.held().stream().map(Held::attemptUid).collect(Collectors.toSet());
        return new HeartbeatAnswer(
                beat.held().stream().filter(uid -> !held.contains(uid)).toList(),
                found.held().stream().filter(Held::cancelRequested).map(Held::attemptUid).toList(),
                !found.session().takesWork());
    }
}
