package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.PropertyArgument;
import dev.buildserver.agent.execute.solution.SolutionPath;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.build.BuildJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns the options of a job into arguments that mean the same to every SDK. */
final class BuildArguments {
    /** Properties that have a field of their own, with its name. */
    private static final Map<String, String> FIELDS =
            Map.of(
                    "configuration", "configuration",
                    "platform", "platform",
                    "targetframework", "targetFramework",
                    "runtimeidentifier", "runtimeIdentifier");

    private BuildArguments() {}

    /**
     * @throws AttemptEnded with {@code INVALID_INPUT} for a name that is none, or the agent's
     */
    static void check(BuildJob job) throws AttemptEnded {
        for (String name : job.buildProperties().keySet()) {
            if (!PropertyArgument.isName(name)) {
                throw AttemptEnded.invalidInput("'" + name + "' is not the name of a property.");
            }
            String field = FIELDS.get(name.toLowerCase(Locale.ROOT));
            if (field != null) {
                throw AttemptEnded.invalidInput(
                        "The property " + name + " is to be given as '" + field + "'.");
            }
            if (InjectedFiles.RESERVED_PROPERTIES.contains(name.toLowerCase(Locale.ROOT))) {
                throw AttemptEnded.invalidInput("The property " + name + " is set by the agent.");
            }
        }
    }

    /** The global properties that the request asks for, by name. */
    static Map<String, String> properties(Attempt attempt) throws IOException {
        BuildJob job = attempt.job();
        Map<String, String> properties = new TreeMap<>(job.buildProperties());
        properties.put("Configuration", job.configuration());
        String platform = platform(attempt.solution(), job);
        if (platform != null) {
            properties.put("Platform", platform);
        }
        return properties;
    }

    /** As arguments, in a fixed order. */
    static List<String> of(Map<String, String> properties) {
        List<String> arguments = new ArrayList<>();
        properties.forEach((name, value) -> arguments.add(PropertyArgument.of(name, value)));
        return arguments;
    }

    // Projects say AnyCPU, solutions "Any CPU". A solution that has no such platform is built as
    // it is without the option: AnyCPU means that the request does not care.
    private static String platform(Path solution, BuildJob job) throws IOException {
        String platform = job.platform();
        if (platform == null || platform.isBlank()) {
            return null;
        }
        boolean any = platform.replace(" ", "").equalsIgnoreCase("AnyCPU");
        if (!any) {
            return platform;
        }
        if (!SolutionPath.isSolution(solution)) {
            return "AnyCPU";
        }
        return offersAnyCpu(solution, job.configuration()) ? "Any CPU" : null;
    }

    private static boolean offersAnyCpu(Path solution, String configuration) throws IOException {
        if (!solution.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".sln")) {
            return false;
        }
        String wanted = (configuration + "|any cpu").toLowerCase(Locale.ROOT);
        // Any encoding will do: what is looked for is plain ASCII.
        try (Stream<String> lines = Files.lines(solution, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.strip().toLowerCase(Locale.ROOT))
                    .anyMatch(
                            line -> line.startsWith(wanted + " ") || line.startsWith(wanted + "="));
        }
    }
}
