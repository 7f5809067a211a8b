package dev.buildserver.agent.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
import org.jboss.logging.Logger;

/**
 * The processes of one attempt. They run on the caller's thread, which reads their output as it
 * comes; mostly one after another. {@link #close} leaves none alive.
 */
public final class AttemptProcesses implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AttemptProcesses.class);
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
        if (stop.getAsBoolean()) {
            return new Exit(-1, Exit.Cause.STOPPED);
        }
        try (Running running = start(command, lines, false)) {
            return running.end(pulse, POLL_MILLIS, stop);
        }
    }

    /**
     * Starts a process that runs beside others. Whoever starts it has to wait for its end, on the
     * same thread.
     *
     * @param lines gets each line of output, when it is polled
     * @param listens whether it reads what it is told
     * @throws IOException the process could not be started
     */
    public Running start(Command command, Consumer<String> lines, boolean listens)
            throws IOException {
        Files.createDirectories(logs);
        Path log = logs.resolve(count.incrementAndGet() + ".log");
        Process process = start(command, log);
        if (!listens) {
            process.getOutputStream().close();
        }
        return new Running(process, new FileTail(log, MAX_LINE_BYTES), lines);
    }

    /** A process that has been started. */
    public final class Running implements AutoCloseable {
        private final Process process;
        private final FileTail tail;
        private final Consumer<String> lines;

        Running(Process process, FileTail tail, Consumer<String> lines) {
            this.process = process;
            this.tail = tail;
            this.lines = lines;
        }

        /**
         * Takes the output that is there.
         *
         * @return whether there is more
         */
        public boolean poll() throws IOException {
            return tail.poll(lines);
        }

        /** Writes to its standard input; lost on one that is ending, which {@link #end} tells. */
        public void tell(String text) {
            OutputStream in = process.getOutputStream();
            try {
                in.write(text.getBytes(StandardCharsets.UTF_8));
                in.flush();
            } catch (IOException e) {
                LOG.debugf("A process that is ending listens no more: %s", e);
            }
        }

        /** Ends its standard input. */
        public void tellNoMore() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                LOG.debugf("A process that is ending listens no more: %s", e);
            }
        }

        /**
         * Waits until it ends or has to; see {@link AttemptProcesses#run}.
         *
         * @param millis how long to wait between two pulses
         */
        public Exit end(Runnable pulse, long millis, BooleanSupplier stop)
                throws IOException, InterruptedException {
            try {
                Exit.Cause cause = follow(pulse, millis, stop);
                if (cause != Exit.Cause.ENDED) {
                    AttemptProcesses.this.end();
                }
                tail.finish(maxOutputBytes, lines);
                pulse.run();
                return new Exit(cause == Exit.Cause.ENDED ? process.exitValue() : -1, cause);
            } catch (InterruptedException | IOException | RuntimeException e) {
                AttemptProcesses.this.end();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            tail.close();
        }

        private Exit.Cause follow(Runnable pulse, long millis, BooleanSupplier stop)
                throws IOException, InterruptedException {
            long observed = System.nanoTime();
            while (true) {
                boolean more = poll();
                pulse.run();
                if (stop.getAsBoolean()) {
                    return Exit.Cause.STOPPED;
                }
                if (tail.bytesRead() > maxOutputBytes) {
                    return Exit.Cause.TOO_MUCH_OUTPUT;
                }
                if (process.waitFor(more ? 0 : millis, TimeUnit.MILLISECONDS)) {
                    return Exit.Cause.ENDED;
                }
                if (System.nanoTime() - observed > OBSERVE_NANOS) {
                    finder.observe();
                    observed = System.nanoTime();
                }
            }
        }
    }

    private Process start(Command command, Path log) throws IOException {
        List<String> words = new ArrayList<>(launcher);
        words.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(words).directory(command.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return finder.start(builder);
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
