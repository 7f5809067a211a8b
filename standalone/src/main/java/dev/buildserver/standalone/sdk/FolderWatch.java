package dev.buildserver.standalone.sdk;

import dev.buildserver.standalone.runtime.Background;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBar;

/** Shows the growth of a folder while another program fills it. */
record FolderWatch(Background background) {
    private static final Duration EVERY = Duration.ofMillis(250);

    /** What fills the folder. */
    @FunctionalInterface
    interface Work {
        Command.Result run() throws IOException;
    }

    /** Does the work and moves the bar meanwhile. */
    Command.Result during(Path folder, ProgressBar bar, Work work) throws IOException {
        AtomicBoolean done = new AtomicBoolean();
        step(folder, bar, done);
        try {
            return work.run();
        } finally {
            done.set(true);
        }
    }

    private void step(Path folder, ProgressBar bar, AtomicBoolean done) {
        if (!done.get()) {
            // Never backwards: unpacking deletes what it has unpacked.
            bar.stepTo(Math.max(bar.getCurrent(), Progress.size(folder)));
            background.runAfter(EVERY, () -> step(folder, bar, done));
        }
    }
}
