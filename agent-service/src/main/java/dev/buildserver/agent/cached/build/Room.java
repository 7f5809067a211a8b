package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.failure.AttemptEnded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
}
