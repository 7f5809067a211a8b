package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.output.AppZip;
import dev.buildserver.agent.execute.output.FilesBelow;
import dev.buildserver.agent.execute.output.ProjectOutput;
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
    private Products products;

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
        return products().isEmpty()
                ? Optional.of("No project makes a package or an app")
                : Optional.empty();
    }

    /** What is to be made. */
    Products products() throws IOException {
        if (products == null) {
            products = Products.of(attempt);
        }
        return products;
    }

    @Override
    public String run() throws AttemptEnded, IOException, InterruptedException {
        Map<ProjectOutput, Path> together = new LinkedHashMap<>(products().apps());
        together.keySet().removeIf(ProjectOutput::ownPublish);
        if (!products().packages().isEmpty() || !together.isEmpty()) {
            Path project = attempt.injected().resolve("package.proj");
            PackageProject content =
                    new PackageProject(
                            attempt, products().packages(), together, attempt.packages());
            Files.writeString(project, content.xml());
            check(dotnet.build(commands.generated(project), done -> {}));
        }
        publishAlone();
        return finish();
    }

    /** Whether some apps take a build of their own. */
    boolean publishesAlone() throws IOException {
        return products().apps().keySet().stream().anyMatch(ProjectOutput::ownPublish);
    }

    /** Publishes those apps that take a build of their own. */
    void publishAlone() throws AttemptEnded, IOException, InterruptedException {
        for (Map.Entry<ProjectOutput, Path> app : products().apps().entrySet()) {
            if (app.getKey().ownPublish()) {
                List<String> command = commands.publish(app.getKey(), app.getValue());
                check(dotnet.build(command, done -> {}));
            }
        }
    }

    /**
     * Puts published apps into archives.
     *
     * @return one line for people
     */
    String finish() throws IOException {
        for (Path folder : products().apps().values()) {
            AppZip.write(folder, attempt.apps().resolve(folder.getFileName() + ".zip"));
        }
        int made = FilesBelow.list(attempt.packages(), ".nupkg").size();
        return made + " package(s), " + products().apps().size() + " published app(s)";
    }

    AttemptEnded failed() {
        return FailureText.failed(failure(), "Packaging failed", diagnostics);
    }

    private void check(int status) throws AttemptEnded {
        if (status != 0) {
            throw failed();
        }
    }
}
