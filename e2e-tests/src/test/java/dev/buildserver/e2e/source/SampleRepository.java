package dev.buildserver.e2e.source;

import dev.buildserver.e2e.stack.Launcher;
import dev.buildserver.e2e.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.RefUpdate;

/** A Git repository that the stack may clone. */
public final class SampleRepository implements AutoCloseable {
    private final Path folder;
    private final Git git;

    private SampleRepository(Path folder, Git git) {
        this.folder = folder;
        this.git = git;
    }

    /** A repository with one commit: a sample of the checkout. */
    public static SampleRepository of(Stack stack, String sample) {
        Path source = Launcher.root().resolve("samples").resolve(sample);
        return create(stack, sample, folder -> copy(source, folder));
    }

    /** A repository with one commit: the files given. */
    public static SampleRepository ofFiles(Stack stack, String name, Map<String, String> files) {
        return create(stack, name, folder -> write(folder, files));
    }

    private static SampleRepository create(Stack stack, String name, Filler filler) {
        try {
            Path folder =
                    Files.createDirectories(
                            stack.repositories().resolve(name + "-" + UUID.randomUUID()));
            Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
            filler.fill(folder);
            SampleRepository repository = new SampleRepository(folder, git);
            repository.commit("First");
            return repository;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return folder.toUri().toString().replaceFirst("/$", "");
    }

    /** Writes files and commits them. */
    public String change(Map<String, String> files) {
        try {
            write(folder, files);
            return commit("Change");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text of a file in the work tree. */
    public String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Full id of the newest commit. */
    public String head() {
        try {
            return git.getRepository().resolve("HEAD").getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a ref, such as that of a pull request, name the newest commit. */
    public void point(String ref) {
        try {
            RefUpdate update = git.getRepository().updateRef(ref);
            update.setNewObjectId(git.getRepository().resolve("HEAD"));
            update.forceUpdate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits all; returns the full id. */
    public String commit(String message) {
        try {
            git.add().addFilepattern(".").call();
            return git.commit()
                    .setMessage(message)
                    .setAuthor("Somebody", "somebody@example.com")
                    .setCommitter("Somebody", "somebody@example.com")
                    .setSign(false)
                    .call()
                    .getName();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        git.close();
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path dir, BasicFileAttributes attributes) throws IOException {
                        String name = dir.getFileName().toString();
                        if (name.equals("bin") || name.equals("obj")) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(from.relativize(dir).toString()));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.copy(file, to.resolve(from.relativize(file).toString()));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    @FunctionalInterface
    private interface Filler {
        void fill(Path folder) throws IOException;
    }
}
