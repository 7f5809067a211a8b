package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.assembly.AssemblyReferences;
import dev.buildserver.agent.cached.assembly.CompilationTime;
import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.OutputFolders;
import dev.buildserver.agent.cached.tree.OutputFolders.Found;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a project that has just been built left in its folders. */
final class OutputScan {
    /** Only the next build in the same place could use them, and no two builds write the same. */
    private static final Pattern PRIVATE =
            Pattern.compile(".*proj\\.?(AssemblyReference|GenerateResource)\\.cache");

    private final Path source;
    private final Tree tree;
    private final OutputFolders files;

    OutputScan(Path source, Tree tree) {
        this.source = source;
        this.tree = tree;
        this.files = new OutputFolders(source);
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
            try {
                for (Found one : files.below(TreePath.resolve(source, folder), name -> true)) {
                    if (isKept(state.project(), TreePath.of(source, one.file()))) {
                        stored(one, contents, obstacles)
                                .ifPresent(file -> found.put(file.path(), file));
                    }
                }
                removed(folder, obstacles);
            } catch (FileSystemException e) {
                obstacles.add("its outputs can't be read without following links: " + folder);
                found.put(folder, unknown(folder));
            }
        }
        return found;
    }

    /** One file, unless it was there before or is of no use to anybody. */
    Optional<StoredFile> file(Path file, SortedMap<String, Path> contents, List<String> obstacles)
            throws IOException {
        return isPrivate(file.getFileName().toString())
                ? Optional.empty()
                : stored(files.file(file), contents, obstacles);
    }

    // Nothing that is replayed could remove it again.
    private void removed(String folder, List<String> obstacles) {
        for (String path : tree.filesBelow(folder)) {
            if (!Files.exists(TreePath.resolve(source, path), LinkOption.NOFOLLOW_LINKS)) {
                obstacles.add("it removes " + path + ", which was there before");
            }
        }
    }

    private Optional<StoredFile> stored(
            Found found, SortedMap<String, Path> contents, List<String> obstacles)
            throws IOException {
        String path = TreePath.of(source, found.file());
        if (found.sha256() == null) {
            obstacles.add("its output " + path + " is a link");
            return Optional.of(unknown(path));
        }
        if (tree.state(path).equals(found.sha256() + (found.program() ? "x" : ""))) {
            return Optional.empty();
        }
        contents.put(found.sha256(), found.file());
        return Optional.of(StoredFile.own(path, found.sha256(), found.program()));
    }

    // Nobody may take it for what it was before.
    private static StoredFile unknown(String path) {
        return StoredFile.own(path, Sha256.of(UUID.randomUUID().toString()), false);
    }

    // MSBuild has them nowhere else; a content may be called so.
    private static boolean isKept(DescribedProject project, String path) {
        return !isPrivate(path) || !isIntermediate(project, TreePath.parent(path));
    }

    /** Whether a look at it finds what is there only where the project was built just now. */
    static boolean isUnkept(DescribedProject project, Access look, String path) {
        return look.kind() == AccessKind.LIST
                ? isIntermediate(project, path)
                : !isKept(project, path);
    }

    private static boolean isIntermediate(DescribedProject project, String folder) {
        return project.outputs().stream()
                .map(ProjectOutputs::intermediate)
                .anyMatch(folder::equals);
    }

    static boolean isPrivate(String path) {
        return PRIVATE.matcher(path).matches();
    }

    /** Why another compilation of the same sources gives other bytes, whatever was asked for. */
    List<String> unsteady(DescribedProject project, SortedMap<String, StoredFile> files)
            throws IOException {
        List<String> found = new ArrayList<>();
        for (ProjectOutputs outputs : project.outputs()) {
            String assembly = outputs.assembly();
            if (assembly != null
                    && files.containsKey(assembly)
                    && CompilationTime.isIn(TreePath.resolve(source, assembly))) {
                found.add(assembly + " is not deterministic: it says when it was compiled");
            }
        }
        return found;
    }

    /** What stands for the contents of assemblies whose public face is known. */
    SortedMap<String, String> faces(DescribedProject project, SortedMap<String, StoredFile> files) {
        SortedMap<String, String> faces = new TreeMap<>();
        for (ProjectOutputs outputs : project.outputs()) {
            String assembly = outputs.assembly();
            if (outputs.referenceAssembly() != null
                    && files.containsKey(assembly)
                    && files.containsKey(outputs.referenceAssembly())) {
                face(TreePath.resolve(source, assembly))
                        .ifPresent(face -> faces.put(assembly, face));
            }
        }
        return faces;
    }

    // Targets may put anything there: a link, or an assembly that is packed. What that refers to is
    // not known, and its users know it by its content.
    private static Optional<String> face(Path assembly) {
        try {
            List<String> references = AssemblyReferences.of(assembly);
            return Optional.of(Sha256.of(String.join("\n", references)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
