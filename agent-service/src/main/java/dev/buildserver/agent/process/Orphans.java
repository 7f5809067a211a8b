package dev.buildserver.agent.process;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The processes that builds left without a parent, and that the system gave to this process
 * instead. Whose they are is not written on them, but it is known which attempts ran when one was
 * first seen: it is of one of these. It goes to the last of them that is left.
 *
 * <p>Every process of an attempt is in another session than this one; so a child in this one's
 * session is no orphan, but somebody else's helper.
 */
final class Orphans {
    private static final Logger LOG = Logger.getLogger(Orphans.class);

    private final Optional<Subreaper> subreaper;
    private final Set<Object> attempts = new HashSet<>();
    private final Set<ProcessHandle> started = new HashSet<>();
    private final Map<ProcessHandle, Set<Object>> suspects = new HashMap<>();

    Orphans(Optional<Subreaper> subreaper) {
        this.subreaper = subreaper;
    }

    /** Those of this Java process; the first call has the system hand them over from now on. */
    static Orphans ofThisProcess() {
        return OfThisProcess.INSTANCE;
    }

    // Without the lock, one that has just been started and ended looks like an orphan to reap.
    synchronized Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        started.add(process.toHandle());
        return process;
    }

    synchronized void enter(Object attempt) {
        if (subreaper.isPresent()) {
            // What is there already is not of this attempt.
            look();
            attempts.add(attempt);
        }
    }

    synchronized void leave(Object attempt) {
        attempts.remove(attempt);
        suspects.values().forEach(possible -> possible.remove(attempt));
    }

    synchronized boolean severalAttempts() {
        return attempts.size() > 1;
    }

    /** Looks at all processes, and takes notice of orphans: new ones, and those that ended. */
    synchronized ProcessTable look() {
        ProcessTable table = ProcessTable.read();
        if (subreaper.isPresent()) {
            started.removeIf(process -> !process.isAlive());
            for (ProcessTable.Entry child : table.childrenInOtherSessions()) {
                if (!started.contains(child.handle())) {
                    notice(child, subreaper.get());
                }
            }
            suspects.keySet().removeIf(process -> !process.isAlive());
        }
        return table;
    }

    private void notice(ProcessTable.Entry orphan, Subreaper reaper) {
        if (orphan.zombie()) {
            reaper.reap(orphan.pid());
        } else {
            suspects.computeIfAbsent(orphan.handle(), unknown -> new HashSet<>(attempts));
        }
    }

    /** Orphans that can be of no other attempt that still runs. */
    synchronized Set<ProcessHandle> of(Object attempt) {
        Set<ProcessHandle> own = new HashSet<>();
        suspects.forEach(
                (orphan, possible) -> {
                    if (Set.of(attempt).containsAll(possible)) {
                        own.add(orphan);
                    }
                });
        return own;
    }

    private static final class OfThisProcess {
        static final Orphans INSTANCE = new Orphans(subreaper());

        private static Optional<Subreaper> subreaper() {
            if (SessionLauncher.prefix().isEmpty()) {
                LOG.info("There is no setsid: orphans of builds are told by their marks only");
                return Optional.empty();
            }
            return Subreaper.become();
        }
    }
}
