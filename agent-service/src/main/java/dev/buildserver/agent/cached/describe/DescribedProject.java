package dev.buildserver.agent.cached.describe;

import dev.buildserver.agent.cached.tree.TreePath;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * A project of a solution, in all the ways in which the solution builds it. All paths are in the
 * tree; files outside of it belong to the machine's image or to packages.
 *
 * @param path the project file
 * @param variants global properties of each build of it, those that follow from another left out
 * @param imports what it imports from the tree
 * @param packageImports what it imports from packages, MSBuild's own kind included: lines of a key
 * @param items files that it names, wherever they lie
 * @param compiled those of them that it gives to compilers
 * @param references projects that it refers to, directly or through others
 * @param outputs one per target framework
 * @param privateCompiler whether it brings analyzers, which may read anything
 * @param traits what its texts tell of its build
 * @param obstacles why it can't be cached; mostly empty
 */
public record DescribedProject(
        String path,
        List<SortedMap<String, String>> variants,
        List<String> imports,
        List<String> packageImports,
        List<String> items,
        List<String> compiled,
        List<String> references,
        List<ProjectOutputs> outputs,
        boolean privateCompiler,
        Traits traits,
        List<String> obstacles) {
    private static final List<String> HANDED = List.of(".handed", ".path.handed", ".assets.handed");

    public DescribedProject {
        variants = List.copyOf(variants);
        imports = List.copyOf(imports);
        packageImports = List.copyOf(packageImports);
        items = List.copyOf(items);
        compiled = List.copyOf(compiled);
        references = List.copyOf(references);
        outputs = List.copyOf(outputs);
        obstacles = List.copyOf(obstacles);
    }

    /** Whose files all belong to it. */
    public String folder() {
        return TreePath.parent(path);
    }

    /** Whether the path lies where its outputs go. */
    public boolean owns(String file) {
        return outputs.stream()
                .flatMap(ProjectOutputs::folders)
                .anyMatch(folder -> folder != null && TreePath.isWithin(file, folder));
    }

    /** Whether some of its outputs go where nobody can replay them. */
    public boolean leavesTheTree() {
        return outputs.stream().flatMap(ProjectOutputs::folders).anyMatch(Objects::isNull);
    }

    /** Where users take its outputs. */
    public List<String> outputFolders() {
        return outputs.stream()
                .map(ProjectOutputs::folder)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** All folders of its outputs. */
    public List<String> folders() {
        return outputs.stream()
                .flatMap(ProjectOutputs::folders)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /**
     * What it tells builds of its users in other processes: what its build returned, files that it
     * copied to its outputs, assets for the web (see {@code buildserver.targets}).
     */
    public List<String> handedOn() {
        return outputs.stream()
                .map(ProjectOutputs::intermediate)
                .filter(Objects::nonNull)
                .distinct()
                .flatMap(
                        folder ->
                                HANDED.stream()
                                        .map(end -> folder + "/" + TreePath.name(path) + end))
                .toList();
    }

    /** Whether users of the project need only know its public face. */
    public boolean hasFace() {
        return !outputs.isEmpty()
                && outputs.stream().allMatch(output -> output.referenceAssembly() != null);
    }
}
