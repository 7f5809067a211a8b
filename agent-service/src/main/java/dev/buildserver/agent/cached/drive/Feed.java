package dev.buildserver.agent.cached.drive;

import java.io.IOException;
import java.util.Optional;

/** Where drivers get their work. */
public interface Feed {
    /**
     * The next project; empty where there is none now.
     *
     * @param driver name of the one that is to build it
     */
    Optional<Order> next(String driver) throws IOException;

    /** How many projects could be given out now. */
    int waiting();

    /** Whether there will be none any more, all that were given out being done. */
    boolean exhausted() throws IOException;

    /**
     * A project has been built. What takes long is for {@link #settle}: the driver waits for its
     * next order.
     *
     * @param driver name of the one that built it
     * @param millis how long it took
     */
    void done(Order order, String driver, boolean succeeded, long millis) throws IOException;

    /**
     * Goes on with what has been built, while drivers work or have nothing to do.
     *
     * @return whether there was something; then others may be given out now
     */
    default boolean settle() throws IOException {
        return false;
    }

    /** The driver that built it is gone. */
    void lost(Order order) throws IOException;
}
