package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.CachedBuild;
import dev.buildserver.agent.cached.step.Steps;
import dev.buildserver.agent.execute.Enclosure.Closed;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.agent.execute.test.TestSummary;
import dev.buildserver.agent.execute.warm.Decision;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The stages of an attempt that is built with the cache. Each is to be asked for when it comes. */
final class CachedStages {
    /** Of what is built, these say exactly which projects a test of it tests. */
    private static final Set<String> TESTED_ONE_BY_ONE =
            Set.of("sln", "slnx", "csproj", "fsproj", "vbproj");

    private final Attempt attempt;
    private final Closed enclosure;
    private final DotnetCli dotnet;
    private final SolutionCommands commands;
    private final Narrowing narrowing;
    private final Diagnostics diagnostics;
    private final CachedBuild build;
    private final Decision anew = Decision.everything("a fresh tree");
    private CachedRestoreStage restore;
    private CachedBuildStage building;
    private Steps tests;
    private boolean untested;
    private Steps products;

    CachedStages(
            Attempt attempt,
            Closed enclosure,
            DotnetCli dotnet,
            SolutionCommands commands,
            Narrowing narrowing,
            Diagnostics diagnostics,
            CachedBuild build) {
        this.attempt = attempt;
        this.enclosure = enclosure;
        this.dotnet = dotnet;
        this.commands = commands;
        this.narrowing = narrowing;
        this.diagnostics = diagnostics;
        this.build = build;
    }

    /** The build itself, without what follows it. */
    CachedBuild cachedBuild() {
        return build;
    }

    Stage restore() {
        restore =
                new CachedRestoreStage(
                        build, plainRestore(), attempt.context().report(), diagnostics);
        return restore;
    }

    Stage build() {
        Stage plain = new BuildStage(attempt, dotnet, commands, narrowing, diagnostics, List.of());
        if (!restore.described()) {
            return plain;
        }
        building = new CachedBuildStage(attempt, build, diagnostics, plainRestore(), plain);
        return building;
    }

    /** Whether what has been built is known to the cache. */
    boolean known() {
        return restore.described() && !building.uncached();
    }

    private Stage plainRestore() {
        return new RestoreStage(attempt, dotnet, commands, anew, diagnostics, List.of());
    }

    Stage test(TestSummary summary) throws IOException {
        TestStage plain = new TestStage(attempt, dotnet, commands, summary);
        String solution = attempt.solutionName();
        String ending = solution.substring(solution.lastIndexOf('.') + 1);
        if (plain.reasonToSkip().isPresent()) {
            untested = true;
            return plain;
        }
        if (!known() || !TESTED_ONE_BY_ONE.contains(ending)) {
            return new InTreeStage(build, plain);
        }
        BuiltSolution built = build.built(true);
        tests = new Steps(built);
        return new CachedTestStage(attempt, build, built, tests, runs(), commands, summary, plain);
    }

    Stage packages() throws IOException {
        PackageStage plain = new PackageStage(attempt, dotnet, commands, diagnostics);
        if (!known() || plain.reasonToSkip().isPresent()) {
            return plain;
        }
        // Tests may have changed the tree.
        boolean untouched = reports(tests).stream().allMatch(t -> t.outcome() == CacheOutcome.HIT);
        BuiltSolution built = build.built(untouched);
        if (tests != null) {
            built = built.with(tests.left());
        }
        products = new Steps(built);
        return new CachedPackageStage(
                attempt, this::complete, built, products, runs(), commands, plain);
    }

    // All that a clean build would have there now.
    private void complete() throws AttemptEnded, IOException, InterruptedException {
        build.complete();
        if (tests != null) {
            tests.layLeft();
        }
    }

    /** Has those assemblies on disk that are to be uploaded. */
    void provideAssemblies() throws AttemptEnded, IOException, InterruptedException {
        if (attempt.job().publishArtifacts()) {
            build.provide(
                    ProjectOutputs.read(attempt.descriptions()).stream()
                            .filter(output -> !output.test())
                            .map(output -> output.assembly().toString())
                            .toList());
        }
    }

    private StepRuns runs() {
        return new StepRuns(attempt, enclosure, dotnet, diagnostics);
    }

    /** Why a later build of the same source can't be this one again; empty where it can. */
    List<String> obstacles() throws IOException {
        List<String> obstacles = new ArrayList<>(build.findings().obstacles());
        if (building != null && building.uncached()) {
            obstacles.add("it could be built only without the cache");
        }
        if (tests == null && !untested) {
            obstacles.add("its tests are run as one");
        } else if (tests != null) {
            obstacles.addAll(tests.obstacles());
        }
        if (products != null) {
            obstacles.addAll(products.obstacles());
        }
        Products.of(attempt).apps().keySet().stream()
                .filter(ProjectOutput::ownPublish)
                .forEach(app -> obstacles.add(app.name() + " is published by a build of its own"));
        return obstacles;
    }

    /** Whether anything in it depends on more of the commit than its files. */
    boolean ofCommit() {
        return build.findings().ofCommit()
                || Stream.of(tests, products).anyMatch(s -> s != null && s.ofCommit());
    }

    BuildCacheReport report() {
        return build.findings().report().with(reports(tests), reports(products));
    }

    private static List<ProjectReport> reports(Steps steps) {
        return steps == null ? List.of() : steps.report();
    }
}
