package dev.buildserver.agent.process;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows the family tree only, on any operating system. A process that loses its parent is still
 * known if it was seen before; hence {@link #observe}.
 */
final class DescendantFinder implements ProcessFinder {
    private final Set<ProcessHandle> seen = new HashSet<>();

    @Override
    public synchronized Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        seen.add(process.toHandle());
        return process;
    }

    @Override
    public synchronized void observe() {
        seen.removeIf(process -> !process.isAlive());
        for (ProcessHandle process : Set.copyOf(seen)) {
            process.descendants().forEach(seen::add);
        }
    }

    @Override
    public synchronized Set<ProcessHandle> alive() {
        observe();
        return seen.stream().filter(ProcessHandle::isAlive).collect(Collectors.toSet());
    }

    @Override
    public boolean ended(ProcessHandle process) {
        return !process.isAlive();
    }

    @Override
    public void close() {
        // Nothing is shared with other attempts.
    }
}
