package dev.buildserver.agent.execute;

import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.util.Optional;

/** One of the .NET stages of an attempt. */
interface Stage {
    StageName name();

    /** What the log says when it begins. */
    String title();

    /** What it means when the stage fails because of the source. */
    FailureReason failure();

    /** Why the stage has nothing to do; empty when it has. */
    Optional<String> reasonToSkip() throws IOException;

    /**
     * Does the work.
     *
     * @return one line for people
     * @throws AttemptEnded it failed, or was told to stop
     */
    String run() throws AttemptEnded, IOException, InterruptedException;
}
