package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.failure.AttemptEnded;
import dev.buildserver.agent.execute.output.AppZip;
import dev.buildserver.agent.execute.output.FilesBelow;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes packages and publishes apps, all in one run of MSBuild. */
final class PackageStage implements Stage {
    private final Attempt attempt;
    private final DotnetCli dotnet;
    private List<ProjectOutput> packed = List.of();
    private final Map<ProjectOutput, Path> published = new LinkedHashMap<>();

    PackageStage(Attempt attempt, DotnetCli dotnet) {
        this.attempt = attempt;
        this.dotnet = dotnet;
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
        boolean packages = attempt.job().createPackages();
        boolean apps = attempt.job().publishArtifacts();
        if (!packages && !apps) {
            return Optional.of("Not asked for");
        }
        List<ProjectOutput> projects = ProjectOutputs.read(attempt.descriptions());
        packed = packages ? projects.stream().filter(ProjectOutput::packable).toList() : List.of();
        if (apps) {
            projects.stream().filter(ProjectOutput::app).forEach(this::publish);
        }
        return packed.isEmpty() && published.isEmpty()
                ? Optional.of("No project makes a package or an app")
                : Optional.empty();
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        Path project = attempt.injected().resolve("package.proj");
        Files.writeString(project, new PackageProject(attempt, packed, published).xml());
        List<String> arguments =
                new ArrayList<>(List.of("msbuild", project.toString(), "-nologo", "-v:m", "-m"));
        arguments.add("-clp:NoSummary");
        arguments.addAll(BuildArguments.of(attempt.job().buildProperties()));
        arguments.addAll(InjectedFiles.properties(attempt));
        if (dotnet.build(arguments, done -> {}) != 0) {
            throw AttemptEnded.failed(failure(), "Packaging failed");
        }
        for (Map.Entry<ProjectOutput, Path> app : published.entrySet()) {
            Path zip = attempt.apps().resolve(app.getValue().getFileName() + ".zip");
            AppZip.write(app.getValue(), zip);
        }
        return describe();
    }

    // The folder's name becomes that of the zip: unique although projects may share a name.
    private void publish(ProjectOutput output) {
        Path folder = attempt.published().resolve(output.variant());
        for (int n = 2; published.containsValue(folder); n++) {
            folder = attempt.published().resolve(output.variant() + "-" + n);
        }
        published.put(output, folder);
    }

    private String describe() throws IOException {
        int packages = FilesBelow.list(attempt.packages(), ".nupkg").size();
        return packages + " package(s), " + published.size() + " published app(s)";
    }
}
