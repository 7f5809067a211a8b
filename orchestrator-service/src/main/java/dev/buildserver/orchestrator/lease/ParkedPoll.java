package dev.buildserver.orchestrator.lease;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.orchestrator.session.SessionStore.Session;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An agent's request for work that waits for an answer. It is answered once: by leases, or by
 * nothing.
 */
final class ParkedPoll {
    private final Session session;
    private final LeaseRequest request;
    private final CompletableFuture<List<Letter>> answer = new CompletableFuture<>();

    ParkedPoll(Session session, LeaseRequest request) {
        this.session = session;
        this.request = request;
    }

    UUID sessionId() {
        return session.sessionId();
    }

    String agentId() {
        return session.agentId();
    }

    String pool() {
        return session.pool();
    }

    Capabilities capabilities() {
        return session.capabilities();
    }

    /** How many tasks the agent takes: what it asks for, but never more than it has room for. */
    int slots() {
        return Math.min(request.freeSlots(), capabilities().maxConcurrentBuilds() - running());
    }

    /** How many attempts the agent has under way. */
    int running() {
        return request.held().size();
    }

    List<String> warm() {
        return request.warm();
    }

    CompletableFuture<List<Letter>> answer() {
        return answer;
    }

    boolean isOpen() {
        return !answer.isDone();
    }

    /** False when it was answered or given up before: nobody will read this answer. */
    boolean offer(List<Letter> leases) {
        return answer.complete(leases);
    }

    /** Ends it without work after a time, unless it has been answered by then. */
    void releaseAfter(Duration wait) {
        answer.completeOnTimeout(List.of(), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it without work; does nothing when it has been answered. */
    void release() {
        answer.complete(List.of());
    }
}
