package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.PropertyArgument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * Files of the agent that take part in each build: a logger, and targets that say what a project
 * made. Each attempt gets its own copy, which no other attempt can have changed.
 */
final class InjectedFiles {
    /** Global properties that the agent sets itself; in lower case. */
    static final Set<String> RESERVED_PROPERTIES =
            Set.of(
                    "msbuilduserextensionspath",
                    "customaftermicrosoftcommoncrosstargetingtargets",
                    "buildserverdescribedir",
                    "buildserverdescribeinputs",
                    "buildserverreferenceassemblies",
                    "buildserverframeworkdependent",
                    "buildserverhandon",
                    "buildservertestresultsdir",
                    "sharedcompilationid",
                    "pathmap",
                    "vstestlogger",
                    "vstestresultsdirectory");

    /** Set for projects that are built one by one, as MSBuild does for those of a solution. */
    private static final Set<String> SOLUTION_PROPERTIES =
            Set.of(
                    "solutiondir",
                    "solutionpath",
                    "solutionname",
                    "solutionfilename",
                    "solutionext");

    private static final String LOGGER = "BuildServer.MSBuild.dll";
    private static final String CROSS_TARGETING = "buildserver.crosstargeting.targets";

    /** Each file, and where MSBuild looks for it below its folder of extensions. */
    private static final Map<String, String> PLACES =
            Map.of(
                    LOGGER,
                    "",
                    CROSS_TARGETING,
                    "",
                    "buildserver.props",
                    "Current/Imports/Microsoft.Common.props/ImportBefore/",
                    "buildserver.before.targets",
                    "Current/Microsoft.Common.targets/ImportBefore/",
                    "buildserver.targets",
                    "Current/Microsoft.Common.targets/ImportAfter/");

    /** The logger is a netstandard2.1 library; older SDKs can't load it. */
    private static final int FIRST_MAJOR_WITH_LOGGER = 3;

    // Otherwise nodes send every event of theirs, most of which say what no one reads.
    private static final String FORWARDED =
            "*Microsoft.Build.Logging.ConfigurableForwardingLogger,Microsoft.Build;"
                    + "PROJECTSTARTEDEVENT;PROJECTFINISHEDEVENT;ERROREVENT;WARNINGEVENT";

    // MSBuild rebuilds what is older than a file that it imported.
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private InjectedFiles() {}

    static void extract(Attempt attempt) throws IOException {
        for (Map.Entry<String, String> place : PLACES.entrySet()) {
            String name = place.getKey();
            Path file = attempt.injected().resolve(place.getValue()).resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream in = resource(name)) {
                Files.copy(in, file);
            }
            Files.setLastModifiedTime(file, LONG_AGO);
        }
    }

    /** Changes with the files. */
    static String fingerprint() throws IOException {
        CRC32C checksum = new CRC32C();
        for (String name : new TreeSet<>(PLACES.keySet())) {
            try (InputStream in = resource(name)) {
                checksum.update(in.readAllBytes());
            }
        }
        return Long.toHexString(checksum.getValue());
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = InjectedFiles.class.getResourceAsStream("/msbuild/" + name);
        if (in == null) {
            throw new IOException("the agent lacks its own file msbuild/" + name);
        }
        return in;
    }

    /** The argument that makes MSBuild write its events to the file. */
    static Optional<String> logger(Attempt attempt, Path events) {
        return attempt.sdk().major() < FIRST_MAJOR_WITH_LOGGER
                ? Optional.empty()
                : Optional.of(
                        "-distributedLogger:BuildServer.MSBuild.JsonLogger,"
                                + attempt.inside(attempt.injected().resolve(LOGGER))
                                + ";"
                                + attempt.inside(events)
                                + FORWARDED);
    }

    /**
     * Arguments that bring the targets in and make outputs equal wherever they are built.
     *
     * @param descriptions where projects are described
     */
    static List<String> properties(Attempt attempt, Path descriptions) {
        String separator = attempt.source().getFileSystem().getSeparator();
        String packages = attempt.environment().get("NUGET_PACKAGES");
        List<String> arguments = new ArrayList<>();
        arguments.add(
                PropertyArgument.of(
                        "MSBuildUserExtensionsPath", attempt.inside(attempt.injected())));
        arguments.add(PropertyArgument.of("BuildServerDescribeDir", attempt.inside(descriptions)));
        arguments.add(
                PropertyArgument.of(
                        "BuildServerTestResultsDir", attempt.inside(attempt.testResults())));
        arguments.add(PropertyArgument.of("SharedCompilationId", attempt.compilerServer()));
        arguments.add(
                PropertyArgument.of(
                        "PathMap",
                        attempt.inside(attempt.source())
                                + separator
                                + "=/_/,"
                                + packages
                                + separator
                                + "=/_nuget/"));
        return arguments;
    }

    /** The library with what the agent adds to MSBuild. */
    static Path library(Attempt attempt) {
        return attempt.injected().resolve(LOGGER);
    }

    /** The argument without which projects with several frameworks can't be asked. */
    static String crossTargeting(Attempt attempt) {
        return PropertyArgument.of(
                "CustomAfterMicrosoftCommonCrossTargetingTargets",
                attempt.inside(attempt.injected().resolve(CROSS_TARGETING)));
    }

    /** The arguments without those of the agent, which say nothing to people. */
    static List<String> visible(List<String> arguments) {
        return arguments.stream().filter(argument -> !isOwn(argument)).toList();
    }

    private static boolean isOwn(String argument) {
        if (argument.startsWith("-distributedLogger:BuildServer.")) {
            return true;
        }
        int equals = argument.indexOf('=');
        if (!argument.startsWith("-p:") || equals < 0) {
            return false;
        }
        String name = argument.substring(3, equals).toLowerCase(Locale.ROOT);
        return RESERVED_PROPERTIES.contains(name) || SOLUTION_PROPERTIES.contains(name);
    }
}
