package dev.buildserver.standalone.up;

import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.folder.DataFolderOption;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.RunRecord;
import dev.buildserver.standalone.runtime.Background;
import dev.buildserver.standalone.sandbox.SandboxSetup;
import dev.buildserver.standalone.sdk.DotnetSdk;
import dev.buildserver.standalone.sdk.SdkSetup;
import dev.buildserver.standalone.service.Installation;
import dev.buildserver.standalone.service.RepositoryAccess;
import dev.buildserver.standalone.service.ServiceLaunch;
import dev.buildserver.standalone.stack.StackPlan;
import dev.buildserver.standalone.stack.TrialSetup;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything and says "ready" when a build could run. */
@Command(
        name = "up",
        description = "Starts everything; returns (or says \"ready\") when a build could run.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  DOTNET_ROOT                     the .NET SDK for the agents (else: PATH, else fetched)",
            "  BUILDSERVER_CACHE               where fetched and unpacked programs are kept",
            "  BUILDSERVER_SERVICE_JAVA_OPTIONS",
            "                                  JVM options of the services, such as '-Xmx1g', in place",
            "                                  of those for a small machine (not of agents)",
            "  BUILDSERVER_SDK_INSTALL_SCRIPT  address of the SDK's install script; empty = not used",
            "  BUILDSERVER_SDK_CHANNEL         what the script installs (default: LTS)"
        })
public final class UpCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_AGENTS = 64;

    @Mixin private DataFolderOption dataFolder;
    @Spec private CommandSpec spec;

    @Option(names = "--detach", description = "Leave it running in the background.")
    private boolean detach;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of agents (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "Port of the gateway, 0 = any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--local-repositories",
            paramLabel = "DIR",
            description = "Allow file: repositories below this folder (repeatable).")
    private List<Path> localRepositories = List.of();

    @Option(
            names = "--nuget-config",
            paramLabel = "FILE",
            description = "Package sources for the builds (default: the machine's own).")
    private Path nugetConfig;

    UpCommand() {}

    @Override
    public Integer call() throws IOException {
        UpOptions options = options();
        DataFolder folder = dataFolder.folder();
        folder.prepare();
        Optional<FileLock> lock = folder.lock();
        if (lock.isEmpty()) {
            return sayWhatRuns(folder);
        }
        Journal journal =
                new Journal(
                        spec.commandLine().getOut(),
                        folder.log("launcher"),
                        InstantSource.system());
        Leftovers.end(folder, journal);
        Path installation = Installation.find();
        if (detach) {
            provideSdk(installation, journal);
            lock.get().release();
            return new Detached(folder, journal).run(options);
        }
        StackPlan plan =
                new StackPlan(
                        folder,
                        ServiceLaunch.of(installation, System.getenv()),
                        port,
                        agents,
                        new RepositoryAccess(localRepositories),
                        TrialSetup.of(System.getenv()));
        return new Foreground(plan, journal).run(() -> provideSdk(installation, journal));
    }

    private DotnetSdk provideSdk(Path installation, Journal journal) {
        SandboxSetup.ofUser(journal).provide();
        try (Background background = new Background()) {
            return SdkSetup.ofUser(installation, journal, background)
                    .provide(Optional.ofNullable(nugetConfig));
        }
    }

    private UpOptions options() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw wrongUsage("--port " + port + " is not between 0 and 65535");
        }
        if (agents < 1 || agents > MOST_AGENTS) {
            throw wrongUsage("--agents " + agents + " is not between 1 and 64");
        }
        for (Path folder : localRepositories) {
            if (!Files.isDirectory(folder)) {
                throw wrongUsage("--local-repositories " + folder + " is no folder");
            }
        }
        if (nugetConfig != null && !Files.isRegularFile(nugetConfig)) {
            throw wrongUsage("--nuget-config " + nugetConfig + " is no file");
        }
        return new UpOptions(agents, port, localRepositories, Optional.ofNullable(nugetConfig));
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int sayWhatRuns(DataFolder folder) {
        Optional<RunRecord> run = folder.runRecord().filter(RunRecord::isAlive);
        String what =
                run.map(
                                record ->
                                        (record.ready() ? "already runs" : "is just starting")
                                                + " (process "
                                                + record.launcher().pid()
                                                + (record.url() == null ? "" : ", " + record.url())
                                                + ")")
                        .orElse("is just starting or ending");
        spec.commandLine().getOut().println("BuildServer " + what + " in " + folder.root());
        return 0;
    }
}
