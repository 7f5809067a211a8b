package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.assembly.AssemblyReferences;
import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a project that has just been built left in its folders. */
final class OutputScan {
    /** Only the next build in the same place could use them, and no two builds write the same. */
    private static final List<String> PRIVATE =
            List.of("AssemblyReference.cache", ".FileListAbsolute.txt", ".GenerateResource.cache");

    private final Path source;
    private final Tree tree;

    OutputScan(Path source, Tree tree) {
        this.source = source;
        this.tree = tree;
    }

    /**
     * @param contents gets each file by its SHA-256
     * @param obstacles gets what stands against storing them
     */
    SortedMap<String, StoredFile> files(
            ProjectState state, SortedMap<String, Path> contents, List<String> obstacles)
            throws IOException {
        SortedMap<String, StoredFile> found = new TreeMap<>();
        List<String> folders =
                state.project().outputs().stream()
                        .flatMap(ProjectOutputs::folders)
                        .filter(folder -> folder != null)
                        .distinct()
                        .toList();
        for (String folder : folders) {
            for (Path file : below(TreePath.resolve(source, folder))) {
                file(file, contents, obstacles).ifPresent(one -> found.put(one.path(), one));
            }
        }
        return found;
    }

    /** One file, unless it was there before or is of no use to anybody. */
    Optional<StoredFile> file(Path file, SortedMap<String, Path> contents, List<String> obstacles)
            throws IOException {
        String path = TreePath.of(source, file);
        if (Files.isSymbolicLink(file)) {
            obstacles.add("its output " + path + " is a link");
            return Optional.empty();
        }
        if (isPrivate(path)) {
            return Optional.empty();
        }
        String sha256 = Sha256.of(file);
        boolean program = Files.isExecutable(file);
        if (tree.state(path).equals(sha256 + (program ? "x" : ""))) {
            return Optional.empty();
        }
        contents.put(sha256, file);
        return Optional.of(StoredFile.own(path, sha256, program));
    }

    static boolean isPrivate(String path) {
        return PRIVATE.stream().anyMatch(path::endsWith);
    }

    /** What stands for the contents of assemblies whose public face is known. */
    SortedMap<String, String> faces(DescribedProject project, SortedMap<String, StoredFile> files)
            throws IOException {
        SortedMap<String, String> faces = new TreeMap<>();
        for (ProjectOutputs outputs : project.outputs()) {
            String assembly = outputs.assembly();
            if (outputs.referenceAssembly() != null
                    && files.containsKey(assembly)
                    && files.containsKey(outputs.referenceAssembly())) {
                List<String> references = AssemblyReferences.of(TreePath.resolve(source, assembly));
                faces.put(assembly, Sha256.of(String.join("\n", references)));
            }
        }
        return faces;
    }

    private static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return new ArrayList<>(walk.filter(file -> !Files.isDirectory(file)).sorted().toList());
        }
    }
}
