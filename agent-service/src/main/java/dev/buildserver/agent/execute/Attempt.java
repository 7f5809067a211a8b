package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.SourcePaths;
import dev.buildserver.agent.packages.PackageSupply;
import dev.buildserver.agent.toolchain.DotnetInstallation;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.toolchain.SdkVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One attempt, made ready to run.
 *
 * @param source root of the source tree, a real path
 * @param scratch the attempt's own folder, a real path
 * @param temp the attempt's own folder for temporary files, a real path
 * @param solution the file to build, a real path in the tree
 * @param sdk the SDK that will run
 * @param environment of all processes
 * @param enclosure where they run
 * @param withCache whether it is built with the cache
 * @param supply brings NuGet packages
 * @param compilerServer name of the attempt's own compiler server
 */
record Attempt(
        BuildContext context,
        Path source,
        Path scratch,
        Path temp,
        Path solution,
        DotnetInstallation dotnet,
        SdkVersion sdk,
        Map<String, String> environment,
        Enclosure enclosure,
        boolean withCache,
        PackageSupply supply,
        String compilerServer) {
    /** Variables that name folders which each agent has, and mostly elsewhere. */
    private static final Set<String> ELSEWHERE = Set.of("DOTNET_ROOT", "NUGET_PACKAGES");

    /** The sandbox in which it is built with the cache; empty where it is built without. */
    Optional<Enclosure.Closed> cached() {
        return withCache ? closed() : Optional.empty();
    }

    /** The sandbox in which its processes run; empty where they run as they are. */
    Optional<Enclosure.Closed> closed() {
        return enclosure instanceof Enclosure.Closed closed
                ? Optional.of(closed)
                : Optional.empty();
    }

    /** A file as processes of the attempt see it. */
    String inside(Path file) {
        return enclosure.inside(file);
    }

    /** A file that a process of the attempt named. */
    Path outside(Path file) {
        return enclosure.outside(file);
    }

    /** How processes name files of the tree. */
    SourcePaths sourcePaths() {
        return SourcePaths.of(Path.of(inside(source)), environment, ELSEWHERE);
    }

    /** What processes put before the attempt's paths. */
    List<Path> visibleFolders() {
        return Stream.of(source, scratch, temp).map(this::inside).map(Path::of).toList();
    }

    BuildJob job() {
        return context.lease().job();
    }

    /** Whether outputs of earlier builds may not be used even where they lie in the tree. */
    boolean clean() {
        return context.lease().strategy() == BuildStrategy.CLEAN;
    }

    /** The solution as people name it. */
    String solutionName() {
        return source.relativize(solution).toString().replace('\\', '/');
    }

    /** Where commands run: tools look for their configuration from here upwards. */
    Path workingDirectory() {
        return solution.getParent();
    }

    Path home() {
        return scratch.resolve("home");
    }

    /** What is remembered of tests; beside the tree, and with it. */
    Path passedTests() {
        return source.resolveSibling("passed-tests");
    }

    Path testResults() {
        return scratch.resolve("results");
    }

    Path packages() {
        return scratch.resolve("packages");
    }

    Path published() {
        return scratch.resolve("published");
    }

    Path apps() {
        return scratch.resolve("apps");
    }

    Path injected() {
        return scratch.resolve("msbuild");
    }

    Path outputManifest() {
        return scratch.resolve("outputs.json");
    }

    Path descriptions() {
        return scratch.resolve("projects");
    }
}
