package dev.buildserver.agent.cached.drive;

import java.io.IOException;
import java.util.Optional;

/** Where drivers get their work. */
public interface Feed {
    /** The next project; empty where there is none now. */
    Optional<Order> next() throws IOException;

    /** Whether there will be none any more, all that were given out being done. */
    boolean exhausted() throws IOException;

    /**
     * A project has been built.
     *
     * @param driver name of the one that built it
     * @param millis how long it took
     */
    void done(Order order, String driver, boolean succeeded, long millis) throws IOException;

    /** The driver that built it is gone. */
    void lost(Order order) throws IOException;
}
