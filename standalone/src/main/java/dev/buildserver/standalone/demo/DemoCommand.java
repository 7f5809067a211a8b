package dev.buildserver.standalone.demo;

import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.ClientException;
import dev.buildserver.cli.client.Endpoint;
import dev.buildserver.cli.report.Format;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.embedded.cache.FolderTree;
import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.LauncherException;
import dev.buildserver.standalone.runtime.Background;
import dev.buildserver.standalone.runtime.Hooks;
import dev.buildserver.standalone.sandbox.SandboxSetup;
import dev.buildserver.standalone.sdk.DotnetSdk;
import dev.buildserver.standalone.sdk.SdkSetup;
import dev.buildserver.standalone.service.Installation;
import dev.buildserver.standalone.service.ServiceLaunch;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job, twice, and leaves nothing behind. */
@Command(
        name = "demo",
        description = "Builds a sample solution from nothing to an app that runs.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--keep", description = "Leave the stack up afterwards.")
    private boolean keep;

    private final AtomicBoolean cleaned = new AtomicBoolean();
    private volatile DemoStack stack;

    DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("buildserver-demo-").toRealPath();
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.prepare();
        if (!keep) {
            Hooks.atEnd(() -> clean(folder));
        }
        try {
            run(folder, data);
        } catch (LauncherException | ClientException e) {
            // What explains the failure must not go away with the rest.
            keepLogs(data);
            throw new LauncherException("The demo failed: " + e.getMessage(), e);
        } finally {
            if (keep) {
                sayHowToEnd(data);
            } else {
                clean(folder);
                say("Everything is stopped and removed.");
            }
        }
        return 0;
    }

    private void sayHowToEnd(DataFolder data) {
        if (stack != null) {
            say("The stack stays up: " + stack.url());
            say("  tokens   " + data.tokens());
            say("  to end   ./buildserver down --purge --data-dir " + data.root());
        }
    }

    private void run(Path folder, DataFolder data) throws IOException {
        Path installation = Installation.find();
        InstantSource clock = InstantSource.system();
        Journal journal = new Journal(out(), data.log("launcher"), clock);

        heading("1. A .NET SDK");
        DotnetSdk sdk = sdk(installation, journal);
        say(".NET SDK " + sdk.version() + " in " + sdk.root());

        heading("2. A Git repository from samples/greeter");
        DemoRepository repository =
                DemoRepository.make(
                        installation.resolve("samples/greeter"), folder.resolve("greeter"));
        say(repository.url());

        heading("3. The stack: PostgreSQL, Redis, S3, four services, one agent");
        long began = clock.millis();
        stack =
                keep
                        ? DemoStack.staying(data, folder, journal)
                        : DemoStack.here(
                                data,
                                ServiceLaunch.of(installation, System.getenv()),
                                folder,
                                sdk,
                                journal);
        say("Ready after " + seconds(clock.millis() - began) + " at " + stack.url());

        BuildServerClient client = client(data, stack.url());
        DemoBuild builds = new DemoBuild(client, out(), clock);
        DemoApp app = new DemoApp(client, sdk);

        heading("4. A clean build");
        DemoBuild.Outcome clean = builds.run(repository, BuildStrategy.CLEAN);
        runApp(app, clean, folder.resolve("first"), "Hello, World!");

        heading("5. One line changed and committed: an incremental build");
        repository.greet("World", "changed World");
        DemoBuild.Outcome incremental = builds.run(repository, BuildStrategy.INCREMENTAL);
        runApp(app, incremental, folder.resolve("second"), "Hello, changed World!");

        heading("Result");
        say("Clean build:       " + Format.duration(clean.waited()));
        say("Incremental build: " + Format.duration(incremental.waited()));
    }

    private void runApp(DemoApp app, DemoBuild.Outcome outcome, Path folder, String expected) {
        String printed = app.run(outcome.app(), folder);
        out().println();
        say("Downloaded " + outcome.app().name() + ", hash checked; the app says: " + printed);
        if (!printed.equals(expected)) {
            throw new LauncherException("The app should say: " + expected);
        }
    }

    private static DotnetSdk sdk(Path installation, Journal journal) {
        SandboxSetup.ofUser(journal).provide();
        try (Background background = new Background()) {
            return SdkSetup.ofUser(installation, journal, background).provide(Optional.empty());
        }
    }

    private static BuildServerClient client(DataFolder data, String url) throws IOException {
        String token = Files.readString(data.tokens().resolve("developer.jwt")).strip();
        return new BuildServerClient(Endpoint.of(URI.create(url), token));
    }

    private void clean(Path folder) {
        if (!cleaned.compareAndSet(false, true)) {
            return;
        }
        if (stack != null) {
            stack.close();
        }
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            say(folder + " can't be deleted: " + e);
        }
    }

    private void keepLogs(DataFolder data) throws IOException {
        Path kept = Files.createTempDirectory("buildserver-demo-logs-");
        try (var logs = Files.list(data.logs())) {
            for (Path log : logs.toList()) {
                Files.copy(log, kept.resolve(log.getFileName()));
            }
        }
        say("Logs are in " + kept);
    }

    private static String seconds(long millis) {
        return Format.duration(Duration.ofMillis(millis));
    }

    private void heading(String text) {
        out().println();
        say("== " + text);
    }

    private void say(String text) {
        out().println(text);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
