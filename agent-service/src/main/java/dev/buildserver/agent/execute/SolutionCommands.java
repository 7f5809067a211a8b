package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.PropertyArgument;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.solution.SolutionPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The commands of {@code dotnet} for the solution of an attempt. */
final class SolutionCommands {
    /** From here on, a runtime alone does not mean a self-contained app. */
    private static final int FIRST_FRAMEWORK_DEPENDENT_MAJOR = 8;

    private final Attempt attempt;
    private final Narrowing narrowing;
    private final Map<String, String> properties;

    SolutionCommands(Attempt attempt, Narrowing narrowing) throws IOException {
        this.attempt = attempt;
        this.narrowing = narrowing;
        this.properties = BuildArguments.properties(attempt);
        if (attempt.sdk().major() < FIRST_FRAMEWORK_DEPENDENT_MAJOR) {
            properties.put("BuildServerFrameworkDependent", "true");
        }
    }

    /** Changes with everything besides the source that outputs depend on. */
    String fingerprint() throws IOException {
        Map<String, String> environment = new TreeMap<>(attempt.environment());
        // New for each attempt, and kept out of the outputs.
        environment.values().removeIf(value -> isOfAttempt(value));
        return String.join(
                "\n",
                List.of(
                        attempt.sdk() + " in " + attempt.dotnet().root(),
                        attempt.solution().toString(),
                        properties.toString(),
                        attempt.job().targetFramework() + " " + attempt.job().runtimeIdentifier(),
                        environment.toString(),
                        UserNuGetConfig.content(attempt.home()),
                        InjectedFiles.fingerprint()));
    }

    private boolean isOfAttempt(String value) {
        return value.contains(attempt.scratch().toString())
                || value.contains(attempt.temp().toString())
                || value.contains(attempt.context().lease().attemptUid().toString());
    }

    List<String> restore() {
        List<String> arguments = command("restore", file(attempt.solution()));
        arguments.addAll(nodes());
        arguments.addAll(runtime());
        return with(arguments, attempt.descriptions());
    }

    /** Asks the projects about themselves; builds nothing. */
    List<String> ask() {
        List<String> arguments = command("msbuild", file(attempt.solution()));
        arguments.addAll(List.of("-target:BuildServerDescribe", "-v:m", "-m:1"));
        arguments.add(InjectedFiles.crossTargeting(attempt));
        arguments.addAll(runtime());
        return with(arguments, narrowing.answers());
    }

    /** Restores, and has all projects say what goes into them. */
    List<String> describe() throws IOException {
        List<String> arguments = command("msbuild", file(attempt.solution()));
        arguments.addAll(List.of("-restore", "-target:BuildServerDescribe"));
        arguments.addAll(List.of("-v:m", "-clp:NoSummary", "-m:1", "-nr:false"));
        arguments.add(InjectedFiles.crossTargeting(attempt));
        arguments.add(PropertyArgument.of("BuildServerDescribeInputs", "true"));
        arguments.add(PropertyArgument.of("BuildServerReferenceAssemblies", "true"));
        if (RestoreStage.hasLockFiles(attempt.source())) {
            arguments.add(PropertyArgument.of("RestoreLockedMode", "true"));
        }
        return with(arguments, attempt.descriptions());
    }

    List<String> build() {
        List<String> arguments = command("build", target(), "--no-restore", "-clp:NoSummary");
        arguments.addAll(nodes());
        arguments.addAll(narrowed());
        return with(arguments, attempt.descriptions());
    }

    List<String> test() {
        List<String> arguments = command("test", target(), "--no-build", "--no-restore");
        if (attempt.job().testFilter() != null) {
            arguments.addAll(List.of("--filter", attempt.job().testFilter()));
        }
        arguments.addAll(narrowed());
        return with(arguments, attempt.descriptions());
    }

    /** Tests one project as a test of the solution does. */
    List<String> test(ProjectOutput project) {
        List<String> arguments = command("test", project.project().toString());
        arguments.addAll(List.of("--no-build", "--no-restore"));
        if (attempt.job().testFilter() != null) {
            arguments.addAll(List.of("--filter", attempt.job().testFilter()));
        }
        List<String> ofSolution = solutionProperties();
        arguments.addAll(ofSolution);
        Map<String, String> own = new TreeMap<>(properties);
        if (!ofSolution.isEmpty()) {
            // A solution maps them.
            own.put("Configuration", project.configuration());
            own.put("Platform", project.platform());
        }
        arguments.addAll(BuildArguments.of(own));
        arguments.addAll(InjectedFiles.properties(attempt, attempt.descriptions()));
        return arguments;
    }

    /**
     * Runs a generated project for parts of the solution.
     *
     * @param project the generated one
     */
    List<String> generated(Path project) {
        List<String> arguments = command("msbuild", attempt.inside(project), "-v:m", "-m");
        arguments.addAll(nodes());
        arguments.add("-clp:NoSummary");
        arguments.addAll(solutionProperties());
        return with(arguments, attempt.descriptions());
    }

    /** Publishes an app by a build of its own. */
    List<String> publish(ProjectOutput app, Path folder) {
        List<String> arguments = command("publish", app.project().toString());
        arguments.addAll(nodes());
        arguments.add(PropertyArgument.of("PublishDir", attempt.inside(folder) + "/"));
        if (app.oneOfSeveral()) {
            arguments.add(PropertyArgument.of("TargetFramework", app.targetFramework()));
        }
        arguments.addAll(runtime());
        arguments.addAll(solutionProperties());
        return with(arguments, attempt.scratch().resolve("published-descriptions"));
    }

    private List<String> with(List<String> arguments, Path descriptions) {
        arguments.addAll(BuildArguments.of(properties));
        arguments.addAll(InjectedFiles.properties(attempt, descriptions));
        return arguments;
    }

    // Where the cache is used, sources come to the disk late.
    private List<String> nodes() {
        return BuildNodes.arguments(attempt.source());
    }

    private String target() {
        return narrowing.wanted() ? attempt.inside(narrowing.project()) : file(attempt.solution());
    }

    private List<String> narrowed() {
        if (narrowing.wanted()) {
            return solutionProperties();
        }
        List<String> arguments = new ArrayList<>(runtime());
        if (attempt.job().targetFramework() != null) {
            arguments.add(PropertyArgument.of("TargetFramework", attempt.job().targetFramework()));
        }
        return arguments;
    }

    // As a property: the option --runtime of restore asks the feeds for a whole runtime.
    private List<String> runtime() {
        String runtime = attempt.job().runtimeIdentifier();
        return runtime == null
                ? List.of()
                : List.of(PropertyArgument.of("RuntimeIdentifier", runtime));
    }

    // What MSBuild tells each project of a solution, and projects rely on.
    private List<String> solutionProperties() {
        Path solution = attempt.solution();
        if (!SolutionPath.isSolution(solution)) {
            return List.of();
        }
        String file = solution.getFileName().toString();
        int dot = file.lastIndexOf('.');
        String separator = solution.getFileSystem().getSeparator();
        return List.of(
                PropertyArgument.of(
                        "SolutionDir", attempt.inside(solution.getParent()) + separator),
                PropertyArgument.of("SolutionPath", attempt.inside(solution)),
                PropertyArgument.of("SolutionFileName", file),
                PropertyArgument.of("SolutionName", file.substring(0, dot)),
                PropertyArgument.of("SolutionExt", file.substring(dot)));
    }

    /** The file as an argument for the working directory: never taken for an option. */
    private static String file(Path solution) {
        String name = solution.getFileName().toString();
        return Character.isLetterOrDigit(name.charAt(0)) ? name : "./" + name;
    }

    private static List<String> command(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.add("-nologo");
        return arguments;
    }
}
