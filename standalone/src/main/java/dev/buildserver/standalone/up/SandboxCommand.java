package dev.buildserver.standalone.up;

import dev.buildserver.embedded.cache.UserCache;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.sandbox.SandboxSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Finds the program for the sandbox of builds, and installs it where there is none. */
@Command(
        name = "sandbox",
        description =
                "Finds the program for the sandbox of builds, or installs it; prints its path.",
        mixinStandardHelpOptions = true)
public final class SandboxCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    SandboxCommand() {}

    @Override
    public Integer call() throws IOException {
        Path log = Files.createDirectories(UserCache.ofUser().folder()).resolve("sandbox.log");
        // Notes go to standard error: what is printed on standard output is the path alone.
        Journal journal = new Journal(spec.commandLine().getErr(), log, InstantSource.system());
        Optional<Path> program = SandboxSetup.ofUser(journal).provide();
        program.ifPresent(path -> spec.commandLine().getOut().println(path));
        return program.isPresent() ? 0 : 1;
    }
}
