package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.describe.RestoredPackages;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.msbuild.RawDiagnostic;
import dev.buildserver.agent.execute.warm.Decision;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings the packages and the local tools that the solution asks for. */
final class RestoreStage implements Stage {
    private static final String LOCK_FILE = "packages.lock.json";
    private static final int MAX_DEPTH = 32;
    private static final List<String> TOOL_MANIFESTS =
            List.of(".config/dotnet-tools.json", "dotnet-tools.json");

    private final Attempt attempt;
    private final DotnetCli dotnet;
    private final SolutionCommands commands;
    private final Decision decision;
    private final Diagnostics diagnostics;
    private final List<Diagnostic> earlier;

    /**
     * @param earlier warnings that hold still where packages need not be restored
     */
    RestoreStage(
            Attempt attempt,
            DotnetCli dotnet,
            SolutionCommands commands,
            Decision decision,
            Diagnostics diagnostics,
            List<Diagnostic> earlier) {
        this.attempt = attempt;
        this.dotnet = dotnet;
        this.commands = commands;
        this.decision = decision;
        this.diagnostics = diagnostics;
        this.earlier = earlier;
    }

    @Override
    public StageName name() {
        return StageName.RESTORE;
    }

    @Override
    public String title() {
        return decision.restore()
                ? "Restoring NuGet packages..."
                : "Packages are there; restoring local tools, if there are any...";
    }

    @Override
    public FailureReason failure() {
        return FailureReason.RESTORE_FAILED;
    }

    @Override
    public Optional<String> reasonToSkip() {
        return decision.restore() || toolManifest().isPresent() || !earlier.isEmpty()
                ? Optional.empty()
                : Optional.of(decision.reason());
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        if (!decision.restore()) {
            BuildStage.repeat(attempt, diagnostics, earlier);
            // Packages lie where they did, but tools are found by the home, which is new.
            return decision.reason() + restoreTools();
        }
        attempt.supply().beforeRestore();
        String tools = restoreTools();
        List<String> arguments = new ArrayList<>(commands.restore());
        // Else NuGet looks at no feed where projects are as they were, be it for newer versions.
        arguments.add("--force");
        boolean locked = hasLockFiles(attempt.source());
        if (locked) {
            arguments.add("--locked-mode");
        }
        if (dotnet.build(arguments, project -> {}) != 0) {
            throw FailureText.failed(failure(), summary(diagnostics), diagnostics);
        }
        attempt.supply().afterRestore(RestoredPackages.chosenBelow(attempt.source()));
        return "Restored" + (locked ? " as locked" : "") + tools;
    }

    // Without its tools many a solution still builds; one that doesn't fails where it calls them.
    private String restoreTools() throws AttemptEnded, IOException, InterruptedException {
        Optional<Path> manifest = toolManifest();
        if (manifest.isEmpty()) {
            return "";
        }
        if (dotnet.runOptional(List.of("tool", "restore")) == 0) {
            return ", with tools";
        }
        String file = attempt.source().relativize(manifest.get()).toString();
        String why = "'dotnet tool restore' failed; the build goes on without the tools";
        attempt.context().report().log(LogLevel.WARN, file + ": " + why);
        diagnostics.add(RawDiagnostic.warning(manifest.get().toString(), why));
        return ", without the tools of " + file;
    }

    /** Names the usual cause, where the first error is NuGet's own or there is none. */
    static String summary(Diagnostics diagnostics) {
        boolean other =
                diagnostics
                        .firstErrorOfStage()
                        .map(error -> error.code() == null || !error.code().startsWith("NU"))
                        .orElse(false);
        return "Restore failed" + (other ? "" : " (a package is missing, or a feed out of reach)");
    }

    private Optional<Path> toolManifest() {
        Path folder = attempt.workingDirectory();
        for (; folder != null && folder.startsWith(attempt.source()); folder = folder.getParent()) {
            Optional<Path> manifest =
                    TOOL_MANIFESTS.stream()
                            .map(folder::resolve)
                            .filter(Files::isRegularFile)
                            .findFirst();
            if (manifest.isPresent()) {
                return manifest;
            }
        }
        return Optional.empty();
    }

    // Where a project has none, the option changes nothing for it.
    static boolean hasLockFiles(Path source) throws IOException {
        try (Stream<Path> files =
                Files.find(
                        source,
                        MAX_DEPTH,
                        (file, attributes) ->
                                file.endsWith(LOCK_FILE) && attributes.isRegularFile())) {
            return files.findAny().isPresent();
        }
    }
}
