package dev.buildserver.cli.checkout;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The state of a Git checkout, as far as a build on a server cares.
 *
 * @param repositoryUrl of the remote; null where there is none
 * @param gitRef branch as the remote calls it, or a commit id; null in an empty repository
 * @param solutions tracked solution files, relative to the root of the repository
 * @param warnings why the server's build may differ from what is seen here
 */
public record Checkout(
        String repositoryUrl, String gitRef, List<String> solutions, List<String> warnings) {

    /** Empty outside of a checkout, and where there is no {@code git}. */
    public static Optional<Checkout> at(Path folder) {
        try {
            Optional<String> root = new GitCommand(folder).ask("rev-parse", "--show-toplevel");
            return root.map(top -> read(new GitCommand(Path.of(top))));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** The name that a project of this repository would most likely have. */
    public static String projectName(String repositoryUrl) {
        return RemoteUrl.projectName(repositoryUrl);
    }

    private static Checkout read(GitCommand git) {
        List<String> warnings = new ArrayList<>();
        Optional<String> branch = git.ask("symbolic-ref", "--short", "-q", "HEAD");
        String remote =
                branch.flatMap(name -> git.ask("config", "branch." + name + ".remote"))
                        .filter(name -> !name.equals("."))
                        .orElse("origin");
        String url = git.ask("remote", "get-url", remote).map(RemoteUrl::normalize).orElse(null);
        String ref =
                branch.isPresent()
                        ? branchRef(git, branch.get(), warnings)
                        : git.ask("rev-parse", "--verify", "-q", "HEAD").orElse(null);
        if (git.ask("status", "--porcelain", "--untracked-files=no").isPresent()) {
            warnings.add("uncommitted changes are not part of the build");
        }
        return new Checkout(url, ref, solutions(git), List.copyOf(warnings));
    }

    private static String branchRef(GitCommand git, String branch, List<String> warnings) {
        Optional<String> merge = git.ask("config", "branch." + branch + ".merge");
        if (merge.isEmpty()) {
            warnings.add("branch " + branch + " follows no remote branch; was it pushed?");
            return "refs/heads/" + branch;
        }
        String ahead = git.ask("rev-list", "--count", "@{upstream}..HEAD").orElse("0");
        if (!ahead.equals("0")) {
            warnings.add("commits that are not pushed: " + ahead);
        }
        return merge.get();
    }

    private static List<String> solutions(GitCommand git) {
        return git.ask("ls-files", "-z", "--", "*.sln", "*.slnx").stream()
                .flatMap(names -> Arrays.stream(names.split("\0")))
                .filter(name -> !name.isBlank())
                .sorted()
                .toList();
    }
}
