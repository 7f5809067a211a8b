package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.failure.AttemptEnded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the processes of a build run: closed against everything that is not in a key. */
public interface Room {
    /**
     * Runs a program to its end; nothing that it started is alive then.
     *
     * @param shown the command as people should see it
     * @param trace gets its file accesses, an empty trace before
     * @param network whether it may reach package feeds
     * @param pulse called every few milliseconds
     * @return exit status
     */
    int run(List<String> command, String shown, Path trace, boolean network, Runnable pulse)
            throws AttemptEnded, IOException, InterruptedException;

    /**
     * Starts a program that runs beside others, without network; the same for the rest.
     *
     * @return to be ended on the same thread
     */
    Running start(List<String> command, String shown, Path trace) throws IOException;

    /**
     * Where a file of a NuGet package is on this machine.
     *
     * @param inside where the build sees it
     * @return empty for other files
     */
    Optional<Path> packageFile(String inside);

    /** A program that has been started. */
    interface Running {
        /** Takes what it wrote; to be called now and then. */
        void poll() throws IOException;

        /** Writes a line to its standard input. */
        void tell(String line) throws IOException;

        /** Ends its standard input. */
        void tellNoMore() throws IOException;

        /**
         * Waits for its end; nothing that it started is alive then.
         *
         * @param pulse called again and again; waits a little by itself
         * @return exit status
         */
        int end(Runnable pulse) throws AttemptEnded, IOException, InterruptedException;

        /** Ends it now, whatever it does; nothing that it started is alive then. */
        void kill() throws IOException, InterruptedException;
    }
}
