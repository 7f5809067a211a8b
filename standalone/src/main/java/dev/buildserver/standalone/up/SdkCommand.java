package dev.buildserver.standalone.up;

import dev.buildserver.embedded.cache.UserCache;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.runtime.Background;
import dev.buildserver.standalone.sdk.DotnetSdk;
import dev.buildserver.standalone.sdk.SdkSetup;
import dev.buildserver.standalone.service.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Finds the .NET SDK that {@code up} would use, and fetches one where there is none. */
@Command(
        name = "sdk",
        description = "Finds the .NET SDK that `up` would use, or fetches one; prints its folder.",
        mixinStandardHelpOptions = true)
public final class SdkCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    SdkCommand() {}

    @Override
    public Integer call() throws IOException {
        Path log = Files.createDirectories(UserCache.ofUser().folder()).resolve("sdk.log");
        // Notes go to standard error: what is printed on standard output is the folder alone.
        Journal journal = new Journal(spec.commandLine().getErr(), log, InstantSource.system());
        try (Background background = new Background()) {
            DotnetSdk sdk =
                    SdkSetup.ofUser(Installation.find(), journal, background)
                            .provide(Optional.empty());
            spec.commandLine().getOut().println(sdk.root());
            return 0;
        }
    }
}
