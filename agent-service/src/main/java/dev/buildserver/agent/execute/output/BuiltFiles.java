package dev.buildserver.agent.execute.output;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files in a source tree that a build made: those that are no source. Left out is what serves
 * the tools alone and differs between two clean builds of one commit: everything below {@code obj},
 * and {@code *.runtimeconfig.dev.json}, which names folders of this machine.
 */
final class BuiltFiles extends SimpleFileVisitor<Path> {
    private static final String RESTORED = "project.assets.json";
    private static final String OF_THIS_MACHINE = ".runtimeconfig.dev.json";

    private final Path source;
    private final Set<String> tracked;
    private final List<Path> files = new ArrayList<>();

    private BuiltFiles(Path source, Set<String> tracked) {
        this.source = source;
        this.tracked = tracked;
    }

    /**
     * In no fixed order; links are not followed.
     *
     * @param tracked paths in the tree, with forward slashes
     */
    static List<Path> of(Path source, Set<String> tracked) throws IOException {
        BuiltFiles found = new BuiltFiles(source, tracked);
        Files.walkFileTree(source, found);
        return found.files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (folder.equals(source)) {
            return FileVisitResult.CONTINUE;
        }
        String name = folder.getFileName().toString();
        // With a .git of its own it is another repository, whose sources are not known here.
        boolean apart =
                name.equals("obj")
                        || name.equals(".git")
                        || Files.exists(folder.resolve(".git"))
                        || Files.exists(folder.resolve(RESTORED));
        return apart ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String path = source.relativize(file).toString().replace('\\', '/');
        boolean output = attributes.isRegularFile() || attributes.isSymbolicLink();
        if (output && !path.endsWith(OF_THIS_MACHINE) && !tracked.contains(path)) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }
}
