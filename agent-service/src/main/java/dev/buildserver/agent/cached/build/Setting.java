package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.InsidePaths;
import dev.buildserver.agent.packages.PackageSupply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a build works on, and everything besides the source tree that its outputs depend on.
 *
 * @param source root of the tree, fresh from Git, a real path
 * @param scratch a folder of the attempt, which the build sees too
 * @param inside where the build sees what
 * @param scratchInside where it sees {@code scratch}
 * @param sockets an empty folder with a short path, which the build sees too
 * @param socketsInside where it sees {@code sockets}
 * @param descriptions folder for what projects say of themselves, below {@code scratch}
 * @param packages brings NuGet packages
 * @param image identity of SDK, tools and everything else that the build can see
 * @param environment of all processes, the whole of it
 * @param solution the file to build, a path in the tree
 * @param options whatever else outputs depend on, each as one text
 * @param describe arguments of {@code dotnet} that restore the solution and describe its projects
 * @param dotnet the program, as the build sees it
 * @param logger the library with the agent's logger and driver, as the build sees it
 * @param compilerServer the SDK's compiler server, as the build sees it; need not be there
 * @param compilerPipe the name by which compilers find it
 * @param framework for which this SDK builds programs, such as {@code netcoreapp3.1}
 * @param drivers how many processes build at the same time
 * @param project whose builds these are; for people
 * @param commit of the tree; for people
 */
public record Setting(
        Path source,
        Path scratch,
        InsidePaths inside,
        String scratchInside,
        Path sockets,
        String socketsInside,
        Path descriptions,
        PackageSupply packages,
        String image,
        Map<String, String> environment,
        String solution,
        List<String> options,
        List<String> describe,
        String dotnet,
        String logger,
        String compilerServer,
        String compilerPipe,
        String framework,
        int drivers,
        String project,
        String commit) {
    public Setting {
        environment = Map.copyOf(environment);
        options = List.copyOf(options);
        describe = List.copyOf(describe);
    }

    /** Tells apart what is remembered for people. */
    public String historyOf() {
        return project + " " + solution;
    }

    /** The path of a file in {@code scratch} as the build sees it. */
    String inside(Path file) {
        return scratchInside + "/" + scratch.relativize(file);
    }
}
