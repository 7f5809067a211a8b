package dev.buildserver.standalone.down;

import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.folder.DataFolderOption;
import dev.buildserver.standalone.folder.LauncherException;
import dev.buildserver.standalone.folder.ProcessIdentity;
import dev.buildserver.standalone.folder.RunRecord;
import dev.buildserver.standalone.runtime.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends the launcher of a data folder, and sees to it that no process is left. */
@Command(
        name = "down",
        description = "Ends everything that up has started.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
    // More than the grace of the slowest part: only what hangs is killed.
    private static final Duration END_WITHIN = Duration.ofSeconds(60);
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    @Mixin private DataFolderOption dataFolder;
    @Spec private CommandSpec spec;

    @Option(names = "--purge", description = "Delete the data, too.")
    private boolean purge;

    DownCommand() {}

    @Override
    public Integer call() throws IOException {
        DataFolder folder = dataFolder.folder();
        Optional<RunRecord> run = folder.runRecord();
        if (run.isPresent()) {
            end(run.get());
            folder.forgetRun();
        } else {
            say("Nothing runs in " + folder.root() + ".");
        }
        if (purge) {
            folder.purge();
            say("Deleted " + folder.root() + ".");
        }
        return 0;
    }

    private void end(RunRecord run) {
        run.launcher().handle().ifPresent(ProcessHandle::destroy);
        List<ProcessIdentity> all = new ArrayList<>(run.children());
        all.add(run.launcher());
        if (!awaitEnd(all, END_WITHIN)) {
            all.forEach(
                    process ->
                            process.handle()
                                    .ifPresent(
                                            handle -> {
                                                say(process.name() + " hangs; killing it");
                                                handle.destroyForcibly();
                                            }));
            if (!awaitEnd(all, KILLED_WITHIN)) {
                throw new LauncherException("These processes can't be ended: " + alive(all));
            }
        }
        say("Stopped (" + all.size() + " processes).");
    }

    private static boolean awaitEnd(List<ProcessIdentity> processes, Duration within) {
        return Poll.until(within, LOOK_EVERY, () -> alive(processes).isEmpty());
    }

    private static List<ProcessIdentity> alive(List<ProcessIdentity> processes) {
        return processes.stream().filter(ProcessIdentity::isAlive).toList();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
