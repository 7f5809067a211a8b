package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.drive.Drivers;
import dev.buildserver.agent.cached.drive.Feed;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.WorkEstimate;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Program;
import dev.buildserver.agent.trace.TraceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The processes that build the projects of one attempt: a compiler server and drivers, as many as
 * there is work for. They can come up while something else still runs, and get ready with a project
 * of no use. Not thread-safe.
 */
final class Workshop {
    /** What one driver does sooner than two, of which the second has to get ready first. */
    private static final long ALONE_MILLIS = 1_000;

    private final Setting setting;
    private final Room room;
    private final Tree fresh;
    private final DriverScript script;
    private final DriverEvents events;
    private final int most;
    private Room.Running running;
    private Drivers drivers;
    private Path trace;
    private WarmUp warmUp;
    private int started;
    private boolean closing;

    /**
     * @param fresh the tree before anything ran
     */
    Workshop(Setting setting, Room room, Tree fresh) {
        this.setting = setting;
        this.room = room;
        this.fresh = fresh;
        this.script = new DriverScript(setting);
        this.events = new DriverEvents();
        this.most = isSmall(fresh) ? 1 : setting.drivers();
    }

    private static boolean isSmall(Tree fresh) {
        WorkEstimate all = new WorkEstimate();
        fresh.filesBelow("").forEach(all::add);
        return all.millis() <= ALONE_MILLIS;
    }

    DriverEvents events() {
        return events;
    }

    /**
     * Starts drivers one after the other, and has them get ready whenever {@link #pulse} is called.
     */
    void warmUp() throws IOException {
        if (setting.drivers() < 2) {
            // Whatever else runs would be held up by as much as is won.
            return;
        }
        warmUp = WarmUp.prepare(setting, most, events);
        open();
        pulse();
    }

    /** Looks after those that get ready. */
    void pulse() {
        if (warmUp != null) {
            pulse(warmUp, this::oneMoreMayGetReady);
        }
    }

    /** Starts drivers, as many as there is work for. They get none before {@link #build}. */
    void start(Feed feed) throws IOException {
        if (running == null) {
            open();
        }
        while (!closing && isShort(feed)) {
            startDriver();
        }
    }

    /** Builds all that there is. No process is alive any more then. */
    void build(Feed feed) throws AttemptEnded, IOException, InterruptedException {
        start(feed);
        end(feed);
    }

    /** For how long drivers waited between two projects, all of them together. */
    long idleNanos() {
        return drivers.idleNanos();
    }

    /** What was reached for in all builds. */
    AttributedTrace trace() throws IOException {
        return AttributedTrace.read(trace, Program::isCompilerServer);
    }

    /** Ends what was started for nothing. */
    void close() throws IOException, InterruptedException {
        if (running != null) {
            try {
                running.kill();
            } finally {
                running = null;
                drivers.close();
            }
        }
        events.close();
    }

    private void open() throws IOException {
        trace = TraceFile.create(setting.scratch().resolve("build.trace"));
        drivers = new Drivers(script.socket());
        running = room.start(script.command(fresh), script.shown(), trace);
    }

    private void end(Feed feed) throws AttemptEnded, IOException, InterruptedException {
        try {
            running.end(() -> pulse(feed, () -> isShort(feed)));
        } finally {
            running = null;
            drivers.close();
        }
    }

    private void pulse(Feed feed, BooleanSupplier isShort) {
        try {
            running.poll();
            List<Integer> ended = endedUnseen();
            drivers.pulse(feed);
            if (closing) {
                return;
            }
            boolean failed = ended.stream().anyMatch(n -> !drivers.hasSeen(n.toString()));
            closing = failed || feed.exhausted();
            if (closing) {
                running.tellNoMore();
            } else if (isShort.getAsBoolean()) {
                startDriver();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startDriver() throws IOException {
        script.prepare(++started, events);
        running.tell(Integer.toString(started));
    }

    // What they wait for is the work of one process, which is to have a processor of its own.
    private boolean oneMoreMayGetReady() {
        return started < most && started - warmUp.ready() < setting.drivers() - 1;
    }

    private boolean isShort(Feed feed) {
        int starting = started - drivers.seen();
        return starting + drivers.present() < most && starting + drivers.idle() < feed.waiting();
    }

    // What such a driver may have said before is there to be read.
    private List<Integer> endedUnseen() {
        if (drivers.seen() == started) {
            return List.of();
        }
        return IntStream.rangeClosed(1, started)
                .filter(number -> !drivers.hasSeen(Integer.toString(number)))
                .filter(script::ended)
                .boxed()
                .toList();
    }
}
