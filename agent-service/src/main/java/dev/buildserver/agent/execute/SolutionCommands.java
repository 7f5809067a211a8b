package dev.buildserver.agent.execute;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The commands of {@code dotnet} for the solution of an attempt. */
final class SolutionCommands {
    private final Attempt attempt;
    private final List<String> properties;
    private final List<String> narrowed;

    SolutionCommands(Attempt attempt) throws IOException {
        this.attempt = attempt;
        Map<String, String> wanted = BuildArguments.properties(attempt);
        this.properties = new ArrayList<>(BuildArguments.of(wanted));
        this.properties.addAll(InjectedFiles.properties(attempt));
        this.narrowed = narrowed();
    }

    List<String> restore() {
        List<String> arguments = command("restore", target());
        if (attempt.job().runtimeIdentifier() != null) {
            arguments.addAll(List.of("--runtime", attempt.job().runtimeIdentifier()));
        }
        arguments.addAll(properties);
        return arguments;
    }

    List<String> build() {
        List<String> arguments = command("build", target(), "--no-restore", "-clp:NoSummary");
        if (attempt.clean()) {
            arguments.add("--no-incremental");
        }
        arguments.addAll(properties);
        arguments.addAll(narrowed);
        return arguments;
    }

    List<String> test() {
        List<String> arguments = command("test", target(), "--no-build", "--no-restore");
        if (attempt.job().testFilter() != null) {
            arguments.addAll(List.of("--filter", attempt.job().testFilter()));
        }
        arguments.addAll(properties);
        arguments.addAll(narrowed);
        return arguments;
    }

    /** The solution as an argument: never one that would be taken for an option. */
    private String target() {
        String name = attempt.solution().getFileName().toString();
        return Character.isLetterOrDigit(name.charAt(0)) ? name : "./" + name;
    }

    private List<String> narrowed() {
        List<String> arguments = new ArrayList<>();
        if (attempt.job().targetFramework() != null) {
            arguments.add("-p:TargetFramework=" + attempt.job().targetFramework());
        }
        if (attempt.job().runtimeIdentifier() != null) {
            arguments.add("-p:RuntimeIdentifier=" + attempt.job().runtimeIdentifier());
        }
        return arguments;
    }

    private static List<String> command(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.add("-nologo");
        return arguments;
    }
}
