package dev.buildserver.agent.execute;

import java.util.Optional;

/** A signal that a test gives. */
final class ManualStop implements StopSignal {
    private volatile Reason given;

    void give(Reason reason) {
        given = reason;
    }

    @Override
    public Optional<Reason> reason() {
        return Optional.ofNullable(given);
    }

    @Override
    public Registration onStop(Runnable action) {
        throw new UnsupportedOperationException("nothing here registers");
    }
}
