package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.cached.build.Listener;
import dev.buildserver.agent.cached.build.Policy;
import dev.buildserver.agent.cached.build.Room;
import dev.buildserver.agent.cached.build.Setting;
import dev.buildserver.agent.cached.describe.InsidePaths;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.execute.Enclosure.Closed;
import dev.buildserver.agent.execute.msbuild.BuildEvents;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.process.Command;
import dev.buildserver.agent.sandbox.SandboxPlan;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Restore and build of an attempt with the cache, in the terms of that attempt. */
final class CachedAttempt {
    /** From here on, frameworks are called .NET, not .NET Core. */
    private static final int FIRST_WITHOUT_CORE = 5;

    /**
     * After how many milliseconds (hexadecimal) without new code .NET begins to count calls, so as
     * to compile once more what is called often. Processes that live for seconds are busy with that
     * for a fifth of their time and see little of it (ADR 42).
     */
    private static final String DELAY = "COMPlus_TC_CallCountingDelayMs";

    private static final String DELAY_MILLIS = "7D0";

    private final Attempt attempt;
    private final Closed enclosure;
    private final DotnetCli dotnet;
    private final SolutionCommands commands;
    private final BuildEvents events;
    private final AtomicInteger done = new AtomicInteger();
    private final Year year;
    private final CachedBuild build;

    CachedAttempt(
            Attempt attempt,
            Closed enclosure,
            DotnetCli dotnet,
            SolutionCommands commands,
            Diagnostics diagnostics,
            CacheLevel cache,
            KeyHistory history,
            Policy policy,
            InstantSource clock)
            throws IOException {
        this.attempt = attempt;
        this.enclosure = enclosure;
        this.dotnet = dotnet;
        this.commands = commands;
        this.events = new BuildEvents(diagnostics::add, project -> {});
        this.year = year(clock);
        this.build =
                new CachedBuild(
                        setting(),
                        attempt.context().checkout(),
                        cache,
                        history,
                        policy,
                        room(),
                        listener());
    }

    /** In the keys of whatever is built now. */
    static Year year(InstantSource clock) {
        return Year.from(clock.instant().atOffset(ZoneOffset.UTC));
    }

    CachedBuild build() {
        return build;
    }

    private Setting setting() throws IOException {
        return new Setting(
                attempt.source(),
                attempt.scratch(),
                new InsidePaths(SandboxPlan.SOURCE, SandboxPlan.SDK),
                Enclosures.SCRATCH,
                attempt.temp(),
                Enclosures.SOCKETS,
                attempt.descriptions(),
                attempt.supply(),
                enclosure.image(),
                attempt.environment(),
                TreePath.encode(attempt.solutionName()),
                List.of(
                        "sdk " + attempt.sdk(),
                        // In many a copyright notice.
                        "year " + year,
                        "runtime " + DELAY + "=" + DELAY_MILLIS,
                        "agent " + InjectedFiles.fingerprint(),
                        "nuget " + Sha256.of(UserNuGetConfig.content(attempt.home()))),
                commands.describe(),
                SandboxPlan.SDK + "/dotnet",
                attempt.inside(InjectedFiles.library(attempt)),
                SandboxPlan.SDK + "/sdk/" + attempt.sdk() + "/Roslyn/bincore/VBCSCompiler.dll",
                attempt.compilerServer(),
                framework(),
                Runtime.getRuntime().availableProcessors(),
                attempt.job().projectName(),
                attempt.context().commit());
    }

    // The agent's loggers take out what the request did not ask for, before a project could see it.
    private Map<String, String> runtime() {
        return attempt.environment().containsKey(DELAY)
                ? Map.of()
                : Map.of(DELAY, DELAY_MILLIS, "BUILDSERVER_OWN_VARIABLES", DELAY);
    }

    private String framework() {
        int major = attempt.sdk().major();
        return (major < FIRST_WITHOUT_CORE ? "netcoreapp" : "net")
                + major
                + "."
                + attempt.sdk().minor();
    }

    private Room room() {
        return new Room() {
            @Override
            public int run(
                    List<String> command, String shown, Path trace, boolean network, Runnable pulse)
                    throws AttemptEnded, IOException, InterruptedException {
                return dotnet.run(enter(command, trace, network), shown, pulse);
            }

            @Override
            public Running start(List<String> command, String shown, Path trace)
                    throws IOException {
                return dotnet.start(enter(command, trace, false), shown);
            }

            @Override
            public Optional<Path> packageFile(String inside) {
                return enclosure.packageFile(inside);
            }

            private Command enter(List<String> command, Path trace, boolean network)
                    throws IOException {
                return enclosure.enter(
                        attempt.workingDirectory(), command, trace, network, runtime());
            }
        };
    }

    private Listener listener() {
        return new Listener() {
            @Override
            public void log(String line) {
                attempt.context().report().log(LogLevel.INFO, line);
            }

            @Override
            public void diagnostic(String line) {
                events.line(line);
            }

            @Override
            public void done(List<String> projects) {
                if (!projects.isEmpty()) {
                    String last = projects.get(projects.size() - 1);
                    int all = done.addAndGet(projects.size());
                    attempt.context().report().progress(StageName.BUILD, last, all, 0);
                }
            }
        };
    }
}
