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
import java.util.Optional;
import java.util.Set;

/**
 * Files of the agent that take part in each build: a logger, and targets that say what a project
 * made. Each attempt gets its own copy, which no other attempt can have changed.
 */
final class InjectedFiles {
    /** Global properties by which the files get into the build; in lower case. */
    static final Set<String> RESERVED_PROPERTIES =
            Set.of(
                    "custombeforemicrosoftcommontargets",
                    "customaftermicrosoftcommontargets",
                    "customaftermicrosoftcommoncrosstargetingtargets",
                    "buildserverdescribedir",
                    "buildservertestresultsdir",
                    "sharedcompilationid",
                    "pathmap");

    private static final String LOGGER = "BuildServer.MSBuild.dll";
    private static final String BEFORE = "buildserver.before.targets";
    private static final String AFTER = "buildserver.targets";
    private static final String CROSS = "buildserver.crosstargeting.targets";

    /** The logger is a netstandard2.1 library; older SDKs can't load it. */
    private static final int FIRST_MAJOR_WITH_LOGGER = 3;

    // MSBuild rebuilds what is older than a file that it imported.
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private InjectedFiles() {}

    static void extract(Attempt attempt) throws IOException {
        Files.createDirectories(attempt.injected());
        for (String name : List.of(LOGGER, BEFORE, AFTER, CROSS)) {
            Path file = attempt.injected().resolve(name);
            try (InputStream in = InjectedFiles.class.getResourceAsStream("/msbuild/" + name)) {
                if (in == null) {
                    throw new IOException("the agent lacks its own file msbuild/" + name);
                }
                Files.copy(in, file);
            }
            Files.setLastModifiedTime(file, LONG_AGO);
        }
    }

    /** The argument that makes MSBuild write its events to the file. */
    static Optional<String> logger(Attempt attempt, Path events) {
        return attempt.sdk().major() < FIRST_MAJOR_WITH_LOGGER
                ? Optional.empty()
                : Optional.of(
                        "-logger:BuildServer.MSBuild.JsonLogger,"
                                + attempt.injected().resolve(LOGGER)
                                + ";"
                                + events);
    }

    /** Arguments that bring the targets in and make outputs equal wherever they are built. */
    static List<String> properties(Attempt attempt) {
        Path folder = attempt.injected();
        String separator = attempt.source().getFileSystem().getSeparator();
        String packages = attempt.environment().get("NUGET_PACKAGES");
        List<String> arguments = new ArrayList<>();
        arguments.add(
                PropertyArgument.of(
                        "CustomBeforeMicrosoftCommonTargets", folder.resolve(BEFORE).toString()));
        arguments.add(
                PropertyArgument.of(
                        "CustomAfterMicrosoftCommonTargets", folder.resolve(AFTER).toString()));
        arguments.add(
                PropertyArgument.of(
                        "CustomAfterMicrosoftCommonCrossTargetingTargets",
                        folder.resolve(CROSS).toString()));
        arguments.add(
                PropertyArgument.of("BuildServerDescribeDir", attempt.descriptions().toString()));
        arguments.add(
                PropertyArgument.of("BuildServerTestResultsDir", attempt.testResults().toString()));
        arguments.add(PropertyArgument.of("SharedCompilationId", attempt.compilerServer()));
        arguments.add(
                PropertyArgument.of(
                        "PathMap",
                        attempt.source()
                                + separator
                                + "=/_/,"
                                + packages
                                + separator
                                + "=/_nuget/"));
        return arguments;
    }

    /** The arguments without those of the agent, which say nothing to people. */
    static List<String> visible(List<String> arguments) {
        return arguments.stream().filter(argument -> !isOwn(argument)).toList();
    }

    private static boolean isOwn(String argument) {
        if (argument.startsWith("-logger:BuildServer.")) {
            return true;
        }
        int equals = argument.indexOf('=');
        return argument.startsWith("-p:")
                && equals > 0
                && RESERVED_PROPERTIES.contains(
                        argument.substring(3, equals).toLowerCase(Locale.ROOT));
    }
}
