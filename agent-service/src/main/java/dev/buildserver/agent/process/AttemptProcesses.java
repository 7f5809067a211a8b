package dev.buildserver.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The processes of one attempt. They run one after another on the caller's thread, which reads
 * their output as it comes. {@link #close} leaves none alive.
 */
public final class AttemptProcesses implements AutoCloseable {
    private static final long POLL_MILLIS = 10;
    private static final long OBSERVE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MAX_LINE_BYTES = 16 * 1024;
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final Path logs;
    private final ProcessFinder finder;
    private final Duration grace;
    private final long maxOutputBytes;
    private final List<String> launcher;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param privateFolder the attempt's own folder; must stand in the environment of every
     *     process, for instance as part of TMPDIR
     * @param folders more folders in which only processes of the attempt work
     * @param grace how long processes may take to end by themselves when told to
     * @param maxOutputBytes a process that writes more is ended
     */
    public AttemptProcesses(
            Path privateFolder, List<Path> folders, Duration grace, long maxOutputBytes) {
        this(privateFolder, finder(privateFolder, folders), grace, maxOutputBytes);
    }

    AttemptProcesses(
            Path privateFolder, ProcessFinder finder, Duration grace, long maxOutputBytes) {
        this(privateFolder, finder, grace, maxOutputBytes, SessionLauncher.prefix());
    }

    private AttemptProcesses(
            Path privateFolder,
            ProcessFinder finder,
            Duration grace,
            long maxOutputBytes,
            List<String> launcher) {
        this.logs = privateFolder.resolve("logs");
        this.finder = finder;
        this.grace = grace;
        this.maxOutputBytes = maxOutputBytes;
        this.launcher = launcher;
    }

    /** Processes that take what others leave, and are killed at once when they have to end. */
    public static AttemptProcesses gentle(
            Path privateFolder, List<Path> folders, long maxOutputBytes) {
        return new AttemptProcesses(
                privateFolder,
                finder(privateFolder, folders),
                Duration.ZERO,
                maxOutputBytes,
                SessionLauncher.gentlePrefix());
    }

    private static ProcessFinder finder(Path privateFolder, List<Path> folders) {
        return LinuxFinder.supported()
                ? new LinuxFinder(privateFolder, folders, Orphans.ofThisProcess())
                : new DescendantFinder();
    }

    /**
     * Runs a process until it ends or has to. Its descendants may live on until {@link #close}.
     *
     * @param lines gets each line of output, on this thread
     * @param pulse called on this thread every few milliseconds
     * @param stop tells when to end it
     * @throws IOException the process could not be started, or its output not be read
     * @throws InterruptedException this thread should end; all processes have been ended
     */
    public Exit run(Command command, Consumer<String> lines, Runnable pulse, BooleanSupplier stop)
            throws IOException, InterruptedException {
        Files.createDirectories(logs);
        Path log = logs.resolve(count.incrementAndGet() + ".log");
        if (stop.getAsBoolean()) {
            return new Exit(-1, Exit.Cause.STOPPED);
        }
        Process process = start(command, log);
        try (FileTail tail = new FileTail(log, MAX_LINE_BYTES)) {
            Exit.Cause cause = follow(process, tail, lines, pulse, stop);
            if (cause != Exit.Cause.ENDED) {
                end();
            }
            tail.finish(maxOutputBytes, lines);
            pulse.run();
            return new Exit(cause == Exit.Cause.ENDED ? process.exitValue() : -1, cause);
        } catch (InterruptedException | IOException | RuntimeException e) {
            end();
            throw e;
        }
    }

    private Process start(Command command, Path log) throws IOException {
        List<String> words = new ArrayList<>(launcher);
        words.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(words).directory(command.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = finder.start(builder);
        process.getOutputStream().close();
        return process;
    }

    private Exit.Cause follow(
            Process process,
            FileTail tail,
            Consumer<String> lines,
            Runnable pulse,
            BooleanSupplier stop)
            throws IOException, InterruptedException {
        long observed = System.nanoTime();
        while (true) {
            boolean more = tail.poll(lines);
            pulse.run();
            if (stop.getAsBoolean()) {
                return Exit.Cause.STOPPED;
            }
            if (tail.bytesRead() > maxOutputBytes) {
                return Exit.Cause.TOO_MUCH_OUTPUT;
            }
            if (process.waitFor(more ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return Exit.Cause.ENDED;
            }
            if (System.nanoTime() - observed > OBSERVE_NANOS) {
                finder.observe();
                observed = System.nanoTime();
            }
        }
    }

    /** Ends every process of the attempt: asks those that may listen first, then kills. */
    @Override
    public void close() {
        try {
            end();
        } finally {
            finder.close();
        }
    }

    private void end() {
        Set<ProcessHandle> alive = finder.alive();
        alive.removeIf(SdkServers::isOne);
        alive.forEach(ProcessHandle::destroy);
        long asked = System.nanoTime();
        while (!alive.isEmpty() && System.nanoTime() - asked < grace.toNanos()) {
            pause();
            alive.removeIf(finder::ended);
        }
        // Whoever is left, or was born since, has no more say. Repeated: a child may be forked
        // between the look and the kill.
        long killing = System.nanoTime();
        Set<ProcessHandle> left = finder.alive();
        while (!left.isEmpty() && System.nanoTime() - killing < KILL_LIMIT.toNanos()) {
            left.forEach(ProcessHandle::destroyForcibly);
            pause();
            left = finder.alive();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
}
