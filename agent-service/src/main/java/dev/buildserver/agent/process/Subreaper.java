package dev.buildserver.agent.process;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Has Linux give the orphans among this process's descendants to this process instead of init. Like
 * init, it then has to ask for the status of those that end: else their entries stay.
 */
final class Subreaper {
    private static final Logger LOG = Logger.getLogger(Subreaper.class);
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int WNOHANG = 1;
    private static final String NATIVE_FOLDER = "jna.tmpdir";

    private final Function waitpid;

    private Subreaper(Function waitpid) {
        this.waitpid = waitpid;
    }

    /** Empty, and said in the log, where the system can't or won't. */
    static Optional<Subreaper> become() {
        // By default JNA unpacks into the home, which a container may not have.
        if (System.getProperty(NATIVE_FOLDER) == null) {
            System.setProperty(NATIVE_FOLDER, System.getProperty("java.io.tmpdir"));
        }
        try {
            NativeLibrary library = NativeLibrary.getProcess();
            int status = prctl(library.getFunction("prctl"));
            if (status == 0) {
                return Optional.of(new Subreaper(library.getFunction("waitpid")));
            }
            LOG.infof("Orphans of builds are told by their marks only: prctl says %d", status);
        } catch (LinkageError | RuntimeException e) {
            LOG.infof("Orphans of builds are told by their marks only: %s", e.toString());
        }
        return Optional.empty();
    }

    private static int prctl(Function function) {
        NativeLong none = new NativeLong(0);
        return function.invokeInt(
                new Object[] {PR_SET_CHILD_SUBREAPER, new NativeLong(1), none, none, none});
    }

    /** Takes the status of a child that has ended. Never for one of Java's: it would miss it. */
    void reap(long pid) {
        waitpid.invokeInt(new Object[] {(int) pid, null, WNOHANG});
    }
}
