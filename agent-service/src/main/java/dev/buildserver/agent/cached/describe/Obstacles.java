package dev.buildserver.agent.cached.describe;

import dev.buildserver.agent.cached.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a project says of itself that makes it impossible to replay its outputs. */
final class Obstacles {
    private Obstacles() {}

    static List<String> of(InputsFile inputs) {
        List<String> obstacles = new ArrayList<>();
        if (inputs.one("Deterministic").equalsIgnoreCase("false")) {
            obstacles.add("Deterministic is false: each compilation gives other bytes");
        }
        if (inputs.one("AssemblyVersion").contains("*")) {
            obstacles.add("AssemblyVersion has a star: each compilation gives another version");
        }
        return obstacles;
    }

    /**
     * The project, with what stands against it among others.
     *
     * @param owners a project for each folder of outputs
     * @param shared folders with more than one
     */
    static DescribedProject shared(
            DescribedProject project, Map<String, String> owners, Set<String> shared) {
        List<String> obstacles = new ArrayList<>(project.obstacles());
        List<String> folders =
                project.outputs().stream().flatMap(ProjectOutputs::folders).distinct().toList();
        for (String folder : folders) {
            if (folder == null) {
                continue;
            }
            boolean several =
                    shared.contains(folder)
                            || owners.keySet().stream()
                                    .anyMatch(other -> overlaps(folder, other, project, owners));
            if (several) {
                obstacles.add("another project has outputs in " + folder);
            }
        }
        return new DescribedProject(
                project.path(),
                project.variants(),
                project.imports(),
                project.packageImports(),
                project.items(),
                project.compiled(),
                project.references(),
                project.outputs(),
                project.privateCompiler(),
                project.traits(),
                obstacles);
    }

    /**
     * Whether what a project leaves depends on the order in which it is built for those that refer
     * to it, each in its way.
     */
    static boolean areMixed(DescribedProject project) {
        List<String> folders =
                project.outputs().stream().flatMap(ProjectOutputs::folders).distinct().toList();
        return !folders.contains(null)
                && (project.variants().size() > project.outputs().size()
                        || folders.size() < 2 * project.variants().size());
    }

    private static boolean overlaps(
            String folder, String other, DescribedProject project, Map<String, String> owners) {
        return other != null
                && !owners.get(other).equals(project.path())
                && (TreePath.isWithin(folder, other) || TreePath.isWithin(other, folder));
    }
}
