package dev.buildserver.standalone.demo;

import dev.buildserver.standalone.folder.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A Git repository made from the sample solution. */
final class DemoRepository {
    static final String BRANCH = "main";
    static final String SOLUTION = "Greeter.sln";

    private static final Set<String> OUTPUTS = Set.of("bin", "obj");
    private static final String PROGRAM = "src/Greeter.App/Program.cs";

    private final Path folder;

    private DemoRepository(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies the sample into a folder that does not exist, and commits it.
     *
     * @param sample its sources
     */
    static DemoRepository make(Path sample, Path folder) {
        try {
            copy(sample, folder);
            Git.init().setDirectory(folder.toFile()).setInitialBranch(BRANCH).call().close();
            DemoRepository repository = new DemoRepository(folder);
            repository.commit("The greeter");
            return repository;
        } catch (IOException | GitAPIException e) {
            throw new LauncherException("The demo's repository can't be made: " + e, e);
        }
    }

    /** As the API takes it. */
    String url() {
        return "file://" + folder;
    }

    /** Changes whom the app greets, and commits that. */
    void greet(String before, String after) {
        try {
            Path program = folder.resolve(PROGRAM);
            String source = Files.readString(program);
            String changed = source.replace("\"" + before + "\"", "\"" + after + "\"");
            if (changed.equals(source)) {
                throw new LauncherException("The sample greets nobody called " + before);
            }
            Files.writeString(program, changed);
            commit("Greet " + after);
        } catch (IOException | GitAPIException e) {
            throw new LauncherException("The demo's repository can't be changed: " + e, e);
        }
    }

    private void commit(String message) throws IOException, GitAPIException {
        try (Git git = Git.open(folder.toFile())) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage(message)
                    .setAuthor("Demo", "demo@buildserver.localhost")
                    .setCommitter("Demo", "demo@buildserver.localhost")
                    .setSign(false)
                    .call();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path relative = from.relativize(file);
            if (!isOutput(relative)) {
                Path target = to.resolve(relative);
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static boolean isOutput(Path relative) {
        for (Path part : relative) {
            if (OUTPUTS.contains(part.toString())) {
                return true;
            }
        }
        return false;
    }
}
