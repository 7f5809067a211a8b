package dev.buildserver.standalone.folder;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * A process that can be told from a later one with the same number.
 *
 * @param name for people, such as {@code gateway}
 * @param startedAtMillis by the system's clock, since 1970; 0 = unknown
 */
public record ProcessIdentity(String name, long pid, long startedAtMillis) {
    // Systems derive the start time from ticks since boot, and may round it differently each time.
    private static final long TOLERANCE_MILLIS = 2_000;

    /** Of a process that runs now. */
    public static ProcessIdentity of(String name, long pid) {
        return new ProcessIdentity(
                name, pid, ProcessHandle.of(pid).map(ProcessIdentity::startOf).orElse(0L));
    }

    /** The process, while it runs. */
    @JsonIgnore
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> Math.abs(startOf(handle) - startedAtMillis) <= TOLERANCE_MILLIS);
    }

    @JsonIgnore
    public boolean isAlive() {
        return handle().isPresent();
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }
}
