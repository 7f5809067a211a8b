package dev.buildserver.standalone.up;

import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.ProcessIdentity;
import dev.buildserver.standalone.folder.RunRecord;
import dev.buildserver.standalone.runtime.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Processes of a launcher that was killed. They end by themselves when their pipe does, but some
 * take their time.
 */
public final class Leftovers {
    private static final Duration END_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Leftovers() {}

    /** Waits for them, kills those that stay, and forgets the launcher. */
    public static void end(DataFolder folder, Journal journal) throws IOException {
        List<ProcessIdentity> children =
                folder.runRecord().map(RunRecord::children).orElse(List.of());
        if (children.stream().anyMatch(ProcessIdentity::isAlive)) {
            journal.say("Waiting for the processes of a launcher that was killed ...");
            if (!Poll.until(
                    END_WITHIN,
                    LOOK_EVERY,
                    () -> children.stream().noneMatch(ProcessIdentity::isAlive))) {
                children.forEach(
                        child ->
                                child.handle()
                                        .ifPresent(
                                                handle -> {
                                                    journal.say("Killing " + child);
                                                    handle.destroyForcibly();
                                                }));
            }
        }
        folder.forgetRun();
    }
}
