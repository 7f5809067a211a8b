package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.orchestrator.batch.GroupCommit;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.TaskIndex;
import dev.buildserver.orchestrator.runtime.Writing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
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
    private final GroupCommit<AttemptEnd, Optional<EndedAttempt>> commits;

    AttemptEnds(
            LifecycleStore store,
            TaskIndex index,
            @Writing ExecutorService executor,
            Event<EndedAttempt> attemptEnded,
            Event<BuildEnded> buildEnded,
            Event<BuildChanged> buildChanged) {
        this.store = store;
        this.index = index;
        this.attemptEnded = attemptEnded;
        this.buildEnded = buildEnded;
        this.buildChanged = buildChanged;
        this.commits = new GroupCommit<>(executor, end -> end.task().buildId(), this::write);
    }

    /** Ends an attempt; empty when there was nothing to end. */
    public CompletableFuture<Optional<EndedAttempt>> end(AttemptEnd request) {
        return commits.add(request);
    }

    private List<Optional<EndedAttempt>> write(List<AttemptEnd> requests) {
        List<Optional<EndedAttempt>> done = store.end(requests);
        List<ReadyTask> ready = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            AttemptEnd request = requests.get(i);
            done.get(i).ifPresent(ended -> log(request, ended));
            done.get(i).ifPresent(ended -> ready.addAll(ended.ready()));
        }
        index.add(ready);
        if (done.stream().anyMatch(end -> end.filter(EndedAttempt::limited).isPresent())) {
            index.wakeAll();
        }
        done.forEach(end -> end.ifPresent(this::tell));
        return done;
    }

    private void tell(EndedAttempt ended) {
        attemptEnded.fire(ended);
        ended.build().ifPresent(buildEnded::fire);
        buildChanged.fire(new BuildChanged(ended.task().buildId()));
    }

    private static void log(AttemptEnd request, EndedAttempt ended) {
        LOG.infof(
                "Attempt %s of build %s on %s ended as %s%s; the task is %s",
                ended.attemptUid(),
                ended.task().buildId(),
                ended.agentId(),
                ended.outcome(),
                request.reason() == null ? "" : " (" + request.reason() + ")",
                ended.taskStatus());
    }
}
