package dev.buildserver.standalone.supervision;

import dev.buildserver.embedded.process.TiedProcess;
import java.util.concurrent.CompletableFuture;

/** See {@link Part}. */
record ProcessPart(TiedProcess process, Runnable end) implements Part {
    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    @Override
    public void close() {
        end.run();
    }
}
