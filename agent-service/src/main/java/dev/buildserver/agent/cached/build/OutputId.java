package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.key.KeyText;
import dev.buildserver.agent.cached.tree.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the users of a project have to know of its outputs: everything where it has no reference
 * assembly; else that, the names of what they copy without looking at it, and all other contents.
 * What it hands on counts, too, and the names of what it made on the way to its outputs: a target
 * may ask which there are.
 */
final class OutputId {
    private OutputId() {}

    /**
     * @param faces what stands for the content of an assembly, by path
     */
    static String of(
            DescribedProject project, Collection<StoredFile> files, Map<String, String> faces) {
        List<String> handedOn = project.handedOn();
        List<String> lines = new ArrayList<>();
        for (StoredFile file : files) {
            ProjectOutputs outputs = outputsWith(project, file.path());
            if (handedOn.contains(file.path())) {
                lines.add(content(file));
            } else if (outputs != null) {
                lines.add(line(project, outputs, file, faces));
            } else if (isIntermediate(project, file.path())) {
                lines.add(KeyText.of("name", file.path()));
            }
        }
        return new KeyText().line("outputs", project.path()).lines(lines).sha256();
    }

    private static ProjectOutputs outputsWith(DescribedProject project, String path) {
        for (ProjectOutputs outputs : project.outputs()) {
            if (outputs.folder() != null && TreePath.isWithin(path, outputs.folder())
                    || path.equals(outputs.referenceAssembly())) {
                return outputs;
            }
        }
        return null;
    }

    // Contents of these are pinned by whoever reads them.
    private static boolean isIntermediate(DescribedProject project, String path) {
        return project.outputs().stream()
                .map(ProjectOutputs::intermediate)
                .anyMatch(folder -> folder != null && TreePath.isWithin(path, folder));
    }

    private static String line(
            DescribedProject project,
            ProjectOutputs outputs,
            StoredFile file,
            Map<String, String> faces) {
        if (project.hasFace()) {
            String face = faces.get(file.path());
            if (face != null) {
                return KeyText.of("face", file.path(), face);
            }
            if (file.from() != null || isBesideAssembly(outputs, file.path())) {
                return KeyText.of("name", file.path());
            }
        }
        return content(file);
    }

    private static String content(StoredFile file) {
        return KeyText.of("file", file.path(), file.sha256(), file.program() ? "x" : "-");
    }

    // Symbols and documentation: copied with the assembly, read by no compiler.
    static boolean isBesideAssembly(ProjectOutputs outputs, String path) {
        if (outputs.assembly() == null) {
            return false;
        }
        String stem = outputs.assembly().substring(0, outputs.assembly().lastIndexOf('.'));
        return path.equals(stem + ".pdb") || path.equals(stem + ".xml");
    }
}
