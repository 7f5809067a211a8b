package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.output.OutputManifest;
import dev.buildserver.agent.execute.test.TestSummary;
import dev.buildserver.agent.execute.warm.Decision;
import dev.buildserver.agent.execute.warm.TrackedFiles;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.process.AttemptProcesses;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Runs the .NET stages of an attempt on a source tree: restore, build, test, package. */
@Singleton
public class DotnetBuild {
    private static final Logger LOG = Logger.getLogger(DotnetBuild.class);

    private final Preparation preparation;
    private final BuildCaches cache;
    private final Shadows shadows;
    private final WholeBuilds whole;
    private final ExecutionConfig config;
    private final InstantSource clock;

    DotnetBuild(
            Preparation preparation,
            BuildCaches cache,
            Shadows shadows,
            WholeBuilds whole,
            ExecutionConfig config,
            InstantSource clock) {
        this.preparation = preparation;
        this.cache = cache;
        this.shadows = shadows;
        this.whole = whole;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Runs all stages. When it returns, no process of the attempt is alive; whatever went wrong is
     * in the result.
     *
     * @throws InterruptedException the thread should end; no process of the attempt is alive
     */
    public ExecutionResult run(BuildContext context) throws InterruptedException {
        ExecutionResult result = result(new Run(context));
        if (result.cache() != null) {
            cache.built(context, result.cache());
        }
        return result;
    }

    /** Nothing more is done for the attempt. */
    public void ended(Lease lease) {
        cache.ended(lease);
    }

    private static ExecutionResult result(Run run) throws InterruptedException {
        try {
            return run.all();
        } catch (AttemptEnded end) {
            return run.ended(end);
        } catch (IOException | UncheckedIOException e) {
            Optional<StopSignal.Reason> stop = run.context.stop().reason();
            if (stop.isPresent()) {
                return run.ended(Stops.ended(stop.get(), run.job().timeoutMinutes()));
            }
            LOG.warnf(e, "Attempt %s could not go on", run.context.lease().attemptUid());
            return run.ended(
                    AttemptEnded.infrastructure("The agent could not go on: " + e.getMessage(), e));
        }
    }

    private final class Run {
        private final BuildContext context;
        private final StageBook book;
        private final TestSummary tests = new TestSummary(config.maxTestFailures());
        private Diagnostics diagnostics;
        private CachedStages cached;
        private Shadow shadow;
        private TreeUpkeep tree;
        private List<OutputFile> outputs = List.of();

        Run(BuildContext context) {
            this.context = context;
            this.book = new StageBook(context.report(), clock);
        }

        BuildJob job() {
            return context.lease().job();
        }

        ExecutionResult all() throws AttemptEnded, IOException, InterruptedException {
            Attempt attempt = preparation.prepare(context);
            diagnostics =
                    new Diagnostics(
                            attempt.sourcePaths(),
                            context.report()::diagnostic,
                            config.maxDiagnostics());
            try (AttemptProcesses processes =
                    new AttemptProcesses(
                            attempt.scratch(),
                            List.of(attempt.source(), attempt.temp()),
                            config.stopGrace(),
                            config.maxOutput().asLongValue())) {
                stages(attempt, new DotnetCli(attempt, processes, diagnostics));
                if (cached != null) {
                    cached.provideAssemblies();
                }
                outputs = new Outputs(attempt).addTestResults().addProducts().files();
                if (cached == null) {
                    return result(Outcome.SUCCEEDED, null, null, null);
                }
                shadow =
                        cached.known()
                                ? shadows.of(context, cached.cachedBuild()).orElse(null)
                                : null;
                ExecutionResult result = result(Outcome.SUCCEEDED, null, null, null);
                return whole.keep(context, cached, result);
            } catch (AttemptEnded end) {
                outputs = new Outputs(attempt).addTestResults().files();
                throw end;
            } finally {
                CompilerServer.cleanUp(attempt.compilerServer());
                ShortTemp.delete(attempt.temp());
            }
        }

        private void stages(Attempt attempt, DotnetCli dotnet)
                throws AttemptEnded, IOException, InterruptedException {
            Narrowing narrowing = new Narrowing(attempt);
            SolutionCommands commands = new SolutionCommands(attempt, narrowing);
            Optional<Enclosure.Closed> closed = attempt.cached();
            if (closed.isPresent()) {
                cached(attempt, closed.get(), dotnet, commands, narrowing);
            } else {
                plain(attempt, dotnet, commands, narrowing);
            }
            OutputManifest manifest = new OutputManifest();
            if (attempt.job().outputManifest()) {
                if (cached != null) {
                    cached.cachedBuild().complete();
                }
                // Before tests run: these may leave what is no output.
                manifest.addTree(attempt.source(), TrackedFiles.paths(attempt.source()));
            }
            tests(attempt, dotnet, commands);
            packages(attempt, dotnet, commands);
            if (attempt.job().outputManifest()) {
                manifest.addPackages(attempt.packages())
                        .addPublished(attempt.published())
                        .write(attempt.outputManifest());
            }
        }

        private void tests(Attempt attempt, DotnetCli dotnet, SolutionCommands commands)
                throws AttemptEnded, IOException, InterruptedException {
            if (cached != null) {
                run(cached.test(tests));
                return;
            }
            try {
                run(AffectedTestsStage.of(attempt, dotnet, commands, diagnostics, tests));
            } catch (AttemptEnded end) {
                tree.tested();
                tree.keep();
                throw end;
            }
            tree.tested();
        }

        private void packages(Attempt attempt, DotnetCli dotnet, SolutionCommands commands)
                throws AttemptEnded, IOException, InterruptedException {
            if (cached != null) {
                run(cached.packages());
                return;
            }
            // A target that fails can leave an output that is newer than its inputs.
            run(new PackageStage(attempt, dotnet, commands, diagnostics));
            tree.keep();
        }

        private void cached(
                Attempt attempt,
                Enclosure.Closed closed,
                DotnetCli dotnet,
                SolutionCommands commands,
                Narrowing narrowing)
                throws AttemptEnded, IOException, InterruptedException {
            CachedBuild build =
                    new CachedAttempt(
                                    attempt,
                                    closed,
                                    dotnet,
                                    commands,
                                    diagnostics,
                                    cache.of(context),
                                    cache.history(context.lease()),
                                    cache.policy(context),
                                    clock)
                            .build();
            cached =
                    new CachedStages(
                            attempt, closed, dotnet, commands, narrowing, diagnostics, build);
            run(cached.restore());
            run(cached.build());
        }

        private void plain(
                Attempt attempt, DotnetCli dotnet, SolutionCommands commands, Narrowing narrowing)
                throws AttemptEnded, IOException, InterruptedException {
            tree = new TreeUpkeep(attempt, commands.fingerprint());
            Decision decision = tree.begin();
            run(
                    new RestoreStage(
                            attempt,
                            dotnet,
                            commands,
                            decision,
                            diagnostics,
                            tree.earlierOfRestore()));
            tree.restored(diagnostics.reported());
            run(new BuildStage(attempt, dotnet, commands, narrowing, diagnostics, tree.earlier()));
            tree.built(diagnostics.reported());
        }

        private void run(Stage stage) throws AttemptEnded, IOException, InterruptedException {
            Optional<StopSignal.Reason> stop = context.stop().reason();
            if (stop.isPresent()) {
                throw Stops.ended(stop.get(), job().timeoutMinutes());
            }
            Optional<String> reason = stage.reasonToSkip();
            if (reason.isPresent()) {
                book.skip(stage.name(), reason.get());
                return;
            }
            diagnostics.beginStage();
            book.begin(stage.name());
            context.report().log(LogLevel.INFO, stage.title());
            String message = stage.run();
            context.report().log(LogLevel.INFO, message);
            book.end(
                    stage.name(),
                    StageStatus.SUCCEEDED,
                    message,
                    diagnostics.warnings(),
                    diagnostics.errors());
        }

        ExecutionResult ended(AttemptEnded end) {
            boolean stopped =
                    end.outcome() == Outcome.CANCELLED || end.outcome() == Outcome.RETURNED;
            StageName running = book.running();
            if (running != null) {
                book.end(
                        running,
                        stopped ? StageStatus.CANCELLED : StageStatus.FAILED,
                        end.getMessage(),
                        diagnostics.warnings(),
                        diagnostics.errors());
            }
            book.skipRest(running == null ? end.getMessage() : running + " did not succeed");
            context.report().log(LogLevel.ERROR, end.getMessage());
            return result(end.outcome(), end.reason(), end.getMessage(), end.needs());
        }

        private ExecutionResult result(
                Outcome outcome, FailureReason reason, String message, Requirements needs) {
            return new ExecutionResult(
                    outcome,
                    reason,
                    message,
                    needs,
                    book.results(),
                    tests.isEmpty() ? null : tests.results(),
                    diagnostics == null ? List.of() : diagnostics.all(),
                    outputs,
                    cached == null ? null : cached.report(),
                    shadow);
        }
    }
}
