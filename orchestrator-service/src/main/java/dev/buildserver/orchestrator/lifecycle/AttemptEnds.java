package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.orchestrator.queue.TaskIndex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Ends attempts, whatever the cause, and tells who should know. */
@ApplicationScoped
public class AttemptEnds {
    private static final Logger LOG = Logger.getLogger(AttemptEnds.class);

    private final LifecycleStore store;
    private final TaskIndex index;
    private final Event<EndedAttempt> attemptEnded;
    private final Event<BuildEnded> buildEnded;
    private final Event<BuildChanged> buildChanged;

    AttemptEnds(
            LifecycleStore store,
            TaskIndex index,
            Event<EndedAttempt> attemptEnded,
            Event<BuildEnded> buildEnded,
            Event<BuildChanged> buildChanged) {
        this.store = store;
        this.index = index;
        this.attemptEnded = attemptEnded;
        this.buildEnded = buildEnded;
        this.buildChanged = buildChanged;
    }

    /** Ends an attempt; empty when there was nothing to end. */
    public Optional<EndedAttempt> end(AttemptEnd request) {
        Optional<EndedAttempt> done = store.end(request);
        done.ifPresent(
                ended -> {
                    LOG.infof(
                            "Attempt %s of build %s on %s ended as %s%s; the task is %s",
                            ended.attemptUid(),
                            ended.task().buildId(),
                            ended.agentId(),
                            ended.outcome(),
                            request.reason() == null ? "" : " (" + request.reason() + ")",
                            ended.taskStatus());
                    index.add(ended.ready());
                    attemptEnded.fire(ended);
                    ended.build().ifPresent(buildEnded::fire);
                    buildChanged.fire(new BuildChanged(ended.task().buildId()));
                });
        return done;
    }
}
