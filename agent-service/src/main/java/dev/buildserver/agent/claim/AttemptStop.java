package dev.buildserver.agent.claim;

import dev.buildserver.agent.execute.StopSignal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stop signal of one attempt. The first reason stays; being revoked is remembered besides. */
public final class AttemptStop implements StopSignal {
    private final Set<Action> actions = new LinkedHashSet<>();
    private Reason reason;
    private boolean revoked;

    /** Gives the signal, and runs the waiting actions on the calling thread. */
    public void stop(Reason why) {
        List<Action> due;
        synchronized (this) {
            revoked |= why == Reason.REVOKED;
            if (reason == null) {
                reason = why;
            }
            due = new ArrayList<>(actions);
            actions.clear();
        }
        due.forEach(action -> action.run.run());
    }

    @Override
    public synchronized Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /** Whether the attempt is no longer this agent's, for whatever reason it had to stop first. */
    public synchronized boolean isRevoked() {
        return revoked;
    }

    @Override
    public Registration onStop(Runnable run) {
        Action action = new Action(run);
        synchronized (this) {
            if (reason == null) {
                actions.add(action);
                return () -> remove(action);
            }
        }
        run.run();
        return () -> {};
    }

    private synchronized void remove(Action action) {
        actions.remove(action);
    }

    /** Compared by identity: the same action may wait twice. */
    private static final class Action {
        private final Runnable run;

        private Action(Runnable run) {
            this.run = run;
        }
    }
}
