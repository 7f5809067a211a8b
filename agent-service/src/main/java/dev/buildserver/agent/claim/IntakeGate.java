package dev.buildserver.agent.claim;

import dev.buildserver.agent.toolchain.Toolchain;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Whether the agent may take work now. */
@Singleton
public class IntakeGate {
    private final Toolchain toolchain;
    private volatile boolean draining;
    private volatile boolean closed;

    IntakeGate(Toolchain toolchain) {
        this.toolchain = toolchain;
    }

    /** Why no work may be taken; empty when it may. */
    public Optional<String> obstacle() {
        if (closed) {
            return Optional.of("the agent is stopping");
        }
        if (draining) {
            return Optional.of("the agent is drained");
        }
        return toolchain.fit()
                ? Optional.empty()
                : Optional.of("the machine is not fit for builds, see the agent's health checks");
    }

    /** What the server said last about draining. */
    void draining(boolean drain) {
        draining = drain;
    }

    boolean isDraining() {
        return draining;
    }

    /** Takes no more work, for good. */
    public void close() {
        closed = true;
    }
}
