package dev.buildserver.agent.claim;

import dev.buildserver.agent.toolchain.Toolchain;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Whether the agent may take work now. */
@Singleton
public class IntakeGate {
    private final Toolchain toolchain;
    private final long minFreeDisk;
    private volatile boolean draining;
    private volatile boolean closed;

    IntakeGate(Toolchain toolchain, AgentConfig config) {
        this.toolchain = toolchain;
        this.minFreeDisk = config.minFreeDisk().asLongValue();
    }

    /** Why no work may be taken; empty when it may. */
    public Optional<String> obstacle() {
        if (closed) {
            return Optional.of("the agent is stopping");
        }
        if (draining) {
            return Optional.of("the agent is drained");
        }
        return isDiskLow()
                ? Optional.of("fewer than " + minFreeDisk + " bytes are free for workspaces")
                : Optional.empty();
    }

    boolean isDiskLow() {
        return toolchain.usage().availableDiskBytes() < minFreeDisk;
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
