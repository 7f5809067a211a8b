package dev.buildserver.orchestrator.lease;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.session.SessionStore.Session;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Answers polls for work. */
@ApplicationScoped
class Leases {
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final Duration OUT_OF_SERVICE = Duration.ofSeconds(1);

    private final LeaseStore store;
    private final LeaseLetters letters;
    private final Dispatcher dispatcher;

    Leases(LeaseStore store, LeaseLetters letters, Dispatcher dispatcher) {
        this.store = store;
        this.letters = letters;
        this.dispatcher = dispatcher;
    }

    /**
     * Leases for the session; null when there is no work in time.
     *
     * @param onEnd registers what is to happen when the connection is over
     */
    Uni<LeaseAnswer> poll(
            Session session,
            LeaseRequest request,
            Duration wait,
            Consumer<Handler<AsyncResult<Void>>> onEnd) {
        if (request.recheck()) {
            List<Granted> lost = undelivered(session, request);
            if (!lost.isEmpty()) {
                return answer(lost.stream().map(letters::begin).toList());
            }
        }
        ParkedPoll poll = new ParkedPoll(session, request);
        if (session.takesWork() && poll.slots() > 0) {
            onEnd.accept(ended -> dispatcher.forget(poll));
            dispatcher.park(poll);
        }
        poll.releaseAfter(session.takesWork() ? atLeast(wait) : atMost(wait));
        return Uni.createFrom().completionStage(poll.answer()).chain(Leases::answer);
    }

    private static Duration atLeast(Duration wait) {
        return wait.isZero() ? AT_ONCE : wait;
    }

    /** An agent that may take nothing asks again soon: it may be let in meanwhile. */
    private static Duration atMost(Duration wait) {
        return wait.compareTo(OUT_OF_SERVICE) < 0 ? atLeast(wait) : OUT_OF_SERVICE;
    }

    /** The answer to an earlier poll was lost on the way: what it held is in the table. */
    private List<Granted> undelivered(Session session, LeaseRequest request) {
        List<Granted> unknown =
                store.heldBy(session.sessionId()).stream()
                        .filter(lease -> !request.held().contains(lease.attemptUid()))
                        .toList();
        unknown.stream().skip(request.freeSlots()).forEach(dispatcher::handBack);
        return unknown.stream().limit(request.freeSlots()).toList();
    }

    private static Uni<LeaseAnswer> answer(List<Letter> letters) {
        if (letters.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        List<Uni<Lease>> texts =
                letters.stream()
                        .map(letter -> Uni.createFrom().completionStage(letter.text()))
                        .toList();
        return Uni.join().all(texts).andFailFast().map(LeaseAnswer::new);
    }
}
