package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.Traces;
import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.sandbox.SandboxPlan;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is visible to a step besides the tree, and may be otherwise elsewhere. */
final class Surroundings {
    private static final List<String> OF_THE_MACHINE =
            List.of("/etc/hosts", "/etc/resolv.conf", "/feeds");

    /** What .NET and NuGet have in every home, and the key has too. */
    private static final List<String> OF_TOOLS = List.of("/.dotnet", "/.nuget/NuGet");

    /** Folders that lead there. */
    private static final List<String> ON_THE_WAY = List.of("", "/.nuget");

    private static final Set<AccessKind> FINDS =
            EnumSet.of(
                    AccessKind.READ,
                    AccessKind.UPDATE,
                    AccessKind.PROBE,
                    AccessKind.EXEC,
                    AccessKind.START);

    private final BuiltSolution built;
    private final Step step;
    private final List<String> packages;
    private final String home;

    Surroundings(BuiltSolution built, Step step) {
        this.built = built;
        this.step = step;
        this.packages =
                List.of(
                        built.setting().environment().get("NUGET_PACKAGES"),
                        SandboxPlan.SHARED_PACKAGES);
        this.home = built.setting().environment().get("HOME");
    }

    /** Why nobody can rely on what that look found; empty if it is the same everywhere. */
    Optional<String> obstacle(Access access) {
        if (OF_THE_MACHINE.stream().anyMatch(access.path()::isWithin)) {
            return Optional.of("it looks at " + access.path() + ", which is this machine's own");
        }
        String path = access.path().toString();
        if (isOfHome(access)) {
            return Optional.of("it reads " + path + ", which is neither source nor output");
        }
        return packages.stream()
                .filter(folder -> access.path().isWithin(folder) && !isChosen(path, folder))
                .findFirst()
                .map(folder -> "it looks at " + path + ", a package that restore did not choose");
    }

    // Builds may have left something there, which is gone where their outputs are replayed.
    private boolean isOfHome(Access access) {
        return access.errno() == 0
                && FINDS.contains(access.kind())
                && access.path().isWithin(home)
                && ON_THE_WAY.stream()
                        .noneMatch(name -> access.path().toString().equals(home + name))
                && packages.stream().noneMatch(access.path()::isWithin)
                && OF_TOOLS.stream().noneMatch(name -> access.path().isWithin(home + name));
    }

    /** Whether it is how .NET processes find each other, or help each other to begin sooner. */
    boolean isOfRuntime(Access access) {
        return Traces.isOfRuntime(access.path())
                || access.path().isWithin(home + "/.dotnet/optimizationdata");
    }

    /** Whether a path in the tree is among the outputs of the step's project. */
    boolean isOwn(String path) {
        DescribedProject project = built.projects().get(step.project());
        return project != null
                && (project.owns(path)
                        || project.outputs().stream()
                                .anyMatch(outputs -> isBeside(path, outputs, project)));
    }

    // Packing writes beside the folders of target frameworks.
    private static boolean isBeside(String path, ProjectOutputs outputs, DescribedProject project) {
        String folder =
                outputs.intermediate() == null ? "" : TreePath.parent(outputs.intermediate());
        return !folder.equals(project.folder())
                && TreePath.isWithin(folder, project.folder())
                && TreePath.isWithin(path, folder);
    }

    private boolean isChosen(String path, String folder) {
        if (path.equals(folder)) {
            return true;
        }
        String name = path.substring(folder.length() + 1);
        return built.packages().stream()
                .anyMatch(one -> TreePath.isWithin(name, one) || TreePath.isWithin(one, name));
    }
}
