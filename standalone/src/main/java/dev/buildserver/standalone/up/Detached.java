package dev.buildserver.standalone.up;

import dev.buildserver.standalone.StandaloneMain;
import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.RunRecord;
import dev.buildserver.standalone.runtime.Hooks;
import dev.buildserver.standalone.runtime.Poll;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts a foreground launcher in a session of its own, and waits until it is ready. */
public final class Detached {
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final String OWN_SESSION =
            "trap '' HUP; command -v setsid >/dev/null && exec setsid \"$@\"; exec \"$@\"";

    private final DataFolder folder;
    private final Journal journal;
    private final InstantSource clock = InstantSource.system();

    public Detached(DataFolder folder, Journal journal) {
        this.folder = folder;
        this.journal = journal;
    }

    /** 0 when a build could run. */
    public int run(UpOptions options) throws IOException {
        long began = clock.millis();
        Path output = folder.log("launcher-output");
        Files.deleteIfExists(output);
        Process launcher =
                new ProcessBuilder(words(options))
                        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        AtomicBoolean arrived = new AtomicBoolean();
        // Ctrl-C before it is ready means that it is not wanted.
        Hooks.atEnd(
                () -> {
                    if (!arrived.get()) {
                        launcher.destroy();
                    }
                });
        boolean over =
                Poll.until(
                        READY_WITHIN, LOOK_EVERY, () -> !launcher.isAlive() || isReady(launcher));
        arrived.set(over && isReady(launcher));
        if (!arrived.get()) {
            Files.readString(output).lines().forEach(journal::console);
            return 1;
        }
        String url = folder.runRecord().map(RunRecord::url).orElse("");
        Duration took = Duration.ofMillis(clock.millis() - began);
        ReadyMessage.lines(folder, url, took, "").forEach(journal::console);
        return 0;
    }

    private boolean isReady(Process launcher) {
        Optional<RunRecord> run = folder.runRecord();
        return run.isPresent() && run.get().ready() && run.get().launcher().pid() == launcher.pid();
    }

    private List<String> words(UpOptions options) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("/bin/sh", "-c", OWN_SESSION, "buildserver"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add(StandaloneMain.class.getName());
        words.add("up");
        words.add("--data-dir=" + folder.root());
        words.addAll(options.words());
        return words;
    }
}
