package dev.buildserver.cli.command;

import dev.buildserver.cli.checkout.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What to build; what is not told is taken from the Git checkout that the caller stands in. */
final class SourceOptions {
    @Option(
            names = "--project",
            paramLabel = "NAME",
            description = "Name of the project. Default: the repository's name.")
    private String project;

    @Option(
            names = "--repository",
            paramLabel = "URL",
            description = "URL of the Git repository. Default: the remote of this checkout.")
    private String repository;

    @Option(
            names = "--ref",
            paramLabel = "REF",
            description = "Branch, tag or full commit id. Default: the branch of this checkout.")
    private String ref;

    @Option(
            names = "--solution",
            paramLabel = "PATH",
            description =
                    "Solution or project file in the repository. Default: the only solution of"
                            + " this checkout.")
    private String solution;

    /** What to build, complete. */
    record Source(String project, String repository, String ref, String solution) {}

    /** What is missing and can't be guessed. */
    static final class IncompleteException extends RuntimeException {
        IncompleteException(String message) {
            super(message);
        }
    }

    /**
     * @param note is told what was guessed
     * @throws IncompleteException when something is neither told nor to be found
     */
    Source complete(Path folder, Consumer<String> note) {
        // A repository that is told need not be this one: then nothing of this one is taken.
        Optional<Checkout> checkout = repository == null ? Checkout.at(folder) : Optional.empty();
        String url = repository;
        if (url == null) {
            url = checkout.map(Checkout::repositoryUrl).orElseThrow(this::noRepository);
            note.accept("Repository: " + url + " (remote of this checkout)");
        }
        String gitRef = ref;
        if (gitRef == null) {
            gitRef = checkout.map(Checkout::gitRef).orElseThrow(this::noRef);
            note.accept("Ref: " + gitRef + " (this checkout's)");
            checkout.get().warnings().forEach(warning -> note.accept("Note: " + warning));
        }
        String path = solution == null ? only(checkout, note) : solution;
        String name = project;
        if (name == null) {
            name = Checkout.projectName(url);
            note.accept("Project: " + name + " (the repository's name)");
        }
        return new Source(name, url, gitRef, path);
    }

    private static String only(Optional<Checkout> checkout, Consumer<String> note) {
        List<String> solutions = checkout.map(Checkout::solutions).orElse(List.of());
        if (solutions.size() == 1) {
            note.accept("Solution: " + solutions.get(0) + " (the only one)");
            return solutions.get(0);
        }
        String found =
                solutions.isEmpty() ? "" : "; this checkout has " + String.join(", ", solutions);
        throw new IncompleteException("Which solution? Give --solution=PATH" + found);
    }

    private IncompleteException noRepository() {
        return new IncompleteException(
                "Which repository? Give --repository=URL (this folder is no Git checkout with a"
                        + " remote)");
    }

    private IncompleteException noRef() {
        return new IncompleteException("Which branch, tag or commit? Give --ref=REF");
    }
}
