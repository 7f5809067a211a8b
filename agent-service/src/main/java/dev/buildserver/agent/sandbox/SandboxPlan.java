package dev.buildserver.agent.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sandbox shows, and where. Each folder that an agent chooses is at a fixed place inside, so
 * that nothing which a build makes of its paths differs between agents.
 *
 * @param workspace the source tree, at {@link #SOURCE}
 * @param sdk root of the .NET installation, at {@link #SDK}, read-only
 * @param home an own HOME, at {@link #HOME}
 * @param packages folder of NuGet packages, at {@link #PACKAGES}
 * @param mounts whatever else; later ones may lie in earlier ones, or hide them. Without one there,
 *     {@code /tmp} is empty and in memory
 * @param network whether the machine's network is there; else only a loopback of its own
 * @param environment all variables, see {@link SandboxEnvironment}; paths are those inside
 * @param trace what {@link dev.buildserver.agent.trace.TraceFile#create} made, to have accesses to
 *     files traced
 */
public record SandboxPlan(
        Path workspace,
        Path sdk,
        Path home,
        Path packages,
        List<Mount> mounts,
        boolean network,
        Map<String, String> environment,
        Optional<Path> trace) {
    public static final String SOURCE = "/src";
    public static final String SDK = "/sdk";
    public static final String HOME = "/home/b";
    public static final String PACKAGES = "/home/b/.nuget/packages";

    /** Where packages are that builds can't change, if there is a mount for them. */
    public static final String SHARED_PACKAGES = "/packages";

    public SandboxPlan {
        mounts = List.copyOf(mounts);
        environment = Map.copyOf(environment);
    }

    /** The same with a trace of file accesses. */
    public SandboxPlan tracedTo(Path file) {
        return new SandboxPlan(
                workspace, sdk, home, packages, mounts, network, environment, Optional.of(file));
    }

    /** The same with more mounts. */
    public SandboxPlan with(List<Mount> more) {
        List<Mount> all = new ArrayList<>(mounts);
        all.addAll(more);
        return new SandboxPlan(workspace, sdk, home, packages, all, network, environment, trace);
    }

    /** The same with the machine's network. */
    public SandboxPlan online() {
        return new SandboxPlan(workspace, sdk, home, packages, mounts, true, environment, trace);
    }

    /** The same with more variables, where they are not set. */
    public SandboxPlan and(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putAll(environment);
        return new SandboxPlan(workspace, sdk, home, packages, mounts, network, all, trace);
    }

    /** All that is shown of the machine but its system, in the order in which it is mounted. */
    List<Mount> allMounts() {
        List<Mount> all = new ArrayList<>();
        all.add(Mount.readOnly(sdk, SDK));
        all.add(Mount.writable(home, HOME));
        all.add(Mount.writable(packages, PACKAGES));
        all.add(Mount.writable(workspace, SOURCE));
        all.addAll(mounts);
        return all;
    }

    /** Where a file of the machine appears inside; empty if it does not. */
    public Optional<String> inside(Path host) {
        Path file = host.normalize();
        return allMounts().stream()
                .filter(mount -> file.startsWith(mount.host()))
                .max(Comparator.comparingInt(mount -> mount.host().getNameCount()))
                .map(mount -> join(mount.inside(), mount.host().relativize(file).toString()));
    }

    /**
     * The file of the machine that is at this place inside, be it there or not; empty where none
     * can be: the sandbox has its own {@code /tmp}, {@code /proc}, {@code /dev}.
     */
    public Optional<Path> host(String inside) {
        Path place = Path.of(inside).normalize();
        Optional<Path> mounted =
                allMounts().stream()
                        .filter(mount -> place.startsWith(mount.inside()))
                        .reduce((first, later) -> longer(first, later))
                        .map(mount -> under(mount, place));
        return mounted.isPresent() ? mounted : Optional.of(place).filter(SystemFolders::isShown);
    }

    private static Path under(Mount mount, Path place) {
        Path rest = Path.of(mount.inside()).relativize(place);
        return rest.toString().isEmpty() ? mount.host() : mount.host().resolve(rest);
    }

    private static Mount longer(Mount first, Mount later) {
        return Path.of(later.inside()).getNameCount() >= Path.of(first.inside()).getNameCount()
                ? later
                : first;
    }

    private static String join(String folder, String rest) {
        return rest.isEmpty() ? folder : folder + "/" + rest;
    }
}
