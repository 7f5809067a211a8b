package dev.buildserver.standalone.supervision;

import dev.buildserver.embedded.process.TiedProcess;
import java.util.concurrent.CompletableFuture;

/** A running process of the stack. */
public interface Part extends AutoCloseable {
    long pid();

    /** Completes with the exit status. */
    CompletableFuture<Integer> onExit();

    /** Ends it and waits. */
    @Override
    void close();

    /** A process as a part. */
    static Part of(TiedProcess process) {
        return of(process, process);
    }

    /**
     * A server as a part.
     *
     * @param server closed instead of the process
     */
    static Part of(TiedProcess process, AutoCloseable server) {
        return new ProcessPart(process, server);
    }
}
