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
        return of(process, process::close);
    }

    /**
     * A server as a part.
     *
     * @param end of the server, and so of the process
     */
    static Part of(TiedProcess process, Runnable end) {
        return new ProcessPart(process, end);
    }
}
