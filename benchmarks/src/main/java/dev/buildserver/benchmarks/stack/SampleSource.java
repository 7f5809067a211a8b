package dev.buildserver.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/**
 * A Git repository with one commit: a sample of the checkout.
 *
 * @param solution name of the sample's only solution
 */
public record SampleSource(Path folder, String solution) {
    public static SampleSource create(Path repositories, String sample) throws IOException {
        Path from = MeasuredStack.home().resolve("samples").resolve(sample);
        Path to = repositories.resolve(sample + "-" + UUID.randomUUID());
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).filter(f -> isSource(from, f)).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
        try (Git git = Git.init().setDirectory(to.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("First")
                    .setAuthor("Somebody", "somebody@example.com")
                    .setCommitter("Somebody", "somebody@example.com")
                    .setSign(false)
                    .call();
        } catch (GitAPIException e) {
            throw new IOException("no repository could be made of " + from, e);
        }
        String solution =
                files.stream()
                        .map(file -> from.relativize(file).toString())
                        .filter(name -> name.endsWith(".sln"))
                        .findFirst()
                        .orElseThrow();
        return new SampleSource(to, solution);
    }

    public String url() {
        return folder.toUri().toString().replaceFirst("/$", "");
    }

    private static boolean isSource(Path root, Path file) {
        for (Path part : root.relativize(file)) {
            if (part.toString().equals("bin") || part.toString().equals("obj")) {
                return false;
            }
        }
        return true;
    }
}
