package dev.buildserver.benchmarks.trial;

import dev.buildserver.benchmarks.stack.StackAccess;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The processes of a stack, by the names that its launcher gives them. */
public final class Processes {
    private static final long SIGNALLED_SECONDS = 5;

    private final StackAccess access;

    Processes(StackAccess access) {
        this.access = access;
    }

    /** The process of that name, while it runs. */
    public Optional<ProcessHandle> find(String name) throws IOException {
        return Optional.ofNullable(access.processes().get(name))
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive);
    }

    /** SIGKILL; false when there is no such process now. */
    public boolean kill(String name) throws IOException {
        return find(name).map(ProcessHandle::destroyForcibly).orElse(false);
    }

    /**
     * Any signal.
     *
     * @param signal such as {@code STOP}
     * @return the process; empty when there is none of that name now
     */
    public Optional<ProcessHandle> signal(String name, String signal) throws IOException {
        Optional<ProcessHandle> process = find(name);
        if (process.isPresent()) {
            signal(process.get(), signal);
        }
        return process;
    }

    /** Any signal, unless the process has ended. */
    public void signal(ProcessHandle process, String signal) throws IOException {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(SIGNALLED_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
