package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.output.AppZip;
import dev.buildserver.agent.execute.output.FilesBelow;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes packages and publishes apps, as far as possible in one run of MSBuild. */
final class PackageStage implements Stage {
    private final Attempt attempt;
    private final DotnetCli dotnet;
    private final SolutionCommands commands;
    private final Diagnostics diagnostics;
    private final Map<ProjectOutput, Path> apps = new LinkedHashMap<>();
    private List<ProjectOutput> packages = List.of();

    PackageStage(
            Attempt attempt, DotnetCli dotnet, SolutionCommands commands, Diagnostics diagnostics) {
        this.attempt = attempt;
        this.dotnet = dotnet;
        this.commands = commands;
        this.diagnostics = diagnostics;
    }

    @Override
    public StageName name() {
        return StageName.PACKAGE;
    }

    @Override
    public String title() {
        return "Packaging...";
    }

    @Override
    public FailureReason failure() {
        return FailureReason.PACKAGE_FAILED;
    }

    @Override
    public Optional<String> reasonToSkip() throws IOException {
        if (!attempt.job().createPackages() && !attempt.job().publishArtifacts()) {
            return Optional.of("Not asked for");
        }
        List<ProjectOutput> projects = ProjectOutputs.read(attempt.descriptions());
        if (attempt.job().createPackages()) {
            packages = projects.stream().filter(ProjectOutput::packable).toList();
        }
        if (attempt.job().publishArtifacts()) {
            projects.stream().filter(ProjectOutput::app).forEach(this::addApp);
        }
        return packages.isEmpty() && apps.isEmpty()
                ? Optional.of("No project makes a package or an app")
                : Optional.empty();
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        Map<ProjectOutput, Path> together = new LinkedHashMap<>(apps);
        together.keySet().removeIf(ProjectOutput::ownPublish);
        if (!packages.isEmpty() || !together.isEmpty()) {
            Path project = attempt.injected().resolve("package.proj");
            Files.writeString(project, new PackageProject(attempt, packages, together).xml());
            check(dotnet.build(commands.generated(project), done -> {}));
        }
        for (Map.Entry<ProjectOutput, Path> app : apps.entrySet()) {
            if (app.getKey().ownPublish()) {
                List<String> command = commands.publish(app.getKey(), app.getValue());
                check(dotnet.build(command, done -> {}));
            }
        }
        for (Path folder : apps.values()) {
            AppZip.write(folder, attempt.apps().resolve(folder.getFileName() + ".zip"));
        }
        int made = FilesBelow.list(attempt.packages(), ".nupkg").size();
        return made + " package(s), " + apps.size() + " published app(s)";
    }

    private void check(int status) throws AttemptEnded {
        if (status != 0) {
            throw FailureText.failed(failure(), "Packaging failed", diagnostics);
        }
    }

    // The folder's name becomes that of the zip: unique although projects may share a name.
    private void addApp(ProjectOutput output) {
        Path folder = attempt.published().resolve(output.variant());
        for (int n = 2; apps.containsValue(folder); n++) {
            folder = attempt.published().resolve(output.variant() + "-" + n);
        }
        apps.put(output, folder);
    }
}
