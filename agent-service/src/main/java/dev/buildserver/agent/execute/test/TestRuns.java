package dev.buildserver.agent.execute.test;

import dev.buildserver.agent.execute.output.FilesBelow;
import java.io.IOException;
import java.nio.file.Path;

/** Finds the files of all test runs of an attempt. */
public final class TestRuns {
    private TestRuns() {}

    /**
     * Adds all runs below the folder to the summary.
     *
     * @param folder may be absent: then no run wrote anything
     */
    public static void read(Path folder, TestSummary summary) throws IOException {
        for (Path file : FilesBelow.list(folder, ".trx")) {
            try {
                summary.add(new TrxReader(summary.maxFailures()).read(file));
            } catch (IOException e) {
                summary.addUnreadable(folder.relativize(file).toString(), e.getMessage());
            }
        }
    }
}
