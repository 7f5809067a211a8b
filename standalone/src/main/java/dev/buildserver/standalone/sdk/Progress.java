package dev.buildserver.standalone.sdk;

import dev.buildserver.standalone.folder.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars: moving on a terminal, a line now and then elsewhere. */
final class Progress {
    private static final long MEBIBYTE = 1L << 20;
    private static final int MOVING_MILLIS = 200;
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    private final Journal journal;
    private final boolean terminal;

    Progress(Journal journal, boolean terminal) {
        this.journal = journal;
        this.terminal = terminal;
    }

    /**
     * A bar that counts bytes.
     *
     * @param total -1 = unknown
     */
    ProgressBar bytes(String task, long total) {
        ProgressBarBuilder builder =
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setUnit(" MiB", MEBIBYTE)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(MOVING_MILLIS);
        if (!terminal) {
            builder.setUpdateIntervalMillis((int) LINE_EVERY.toMillis())
                    .setConsumer(new DelegatingProgressBarConsumer(journal::say));
        }
        return builder.build();
    }

    /** Bytes of all files below a folder in which another process writes. */
    static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(Progress::sizeOfFile).sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            // Files come and go while they are counted; the next count will be better.
            return 0;
        }
    }

    private static long sizeOfFile(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
