package dev.buildserver.agent.execute.test;

import dev.buildserver.agent.execute.output.FilesBelow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Finds the files of all test runs of an attempt. */
public final class TestRuns {
    private TestRuns() {}

    /**
     * Adds all runs below the folder to the summary.
     *
     * @param folder may be absent: then no run wrote anything
     */
    public static void read(Path folder, TestSummary summary) throws IOException {
        read(folder, summary, file -> false);
    }

    /**
     * The same where some runs were not repeated.
     *
     * @param cached tells their files
     */
    public static void read(Path folder, TestSummary summary, Predicate<Path> cached)
            throws IOException {
        for (Path file : FilesBelow.list(folder, ".trx")) {
            try {
                TrxFile run = new TrxReader(summary.maxFailures()).read(file);
                if (cached.test(file)) {
                    summary.addCached(run);
                } else {
                    summary.add(run);
                }
            } catch (IOException e) {
                summary.addUnreadable(folder.relativize(file).toString(), e.getMessage());
            }
        }
    }
}
