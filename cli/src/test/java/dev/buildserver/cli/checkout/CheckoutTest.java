package dev.buildserver.cli.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {
    @TempDir Path root;
    private Path remote;
    private Path work;

    @BeforeEach
    void repositories() throws Exception {
        remote = Files.createDirectory(root.resolve("remote.git"));
        work = Files.createDirectory(root.resolve("work"));
        git(remote, "init", "--bare", "--initial-branch=main", ".");
        git(work, "init", "--initial-branch=main", ".");
        git(work, "remote", "add", "origin", remote.toString());
        commit("src/My App.sln");
        git(work, "push", "--set-upstream", "origin", "main");
    }

    private void commit(String file) throws Exception {
        Path path = work.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "content\n", StandardCharsets.UTF_8);
        git(work, "add", ".");
        git(work, "commit", "-m", "More");
    }

    private static String git(Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "git",
                                "-c",
                                "user.name=Test",
                                "-c",
                                "user.email=test@example.com",
                                "-c",
                                "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process git =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void readsWhatTheServerNeeds() throws IOException {
        // When
        Checkout checkout = Checkout.at(work.resolve("src")).orElseThrow();

        // Then
        assertThat(checkout.repositoryUrl()).isEqualTo("file://" + remote);
        assertThat(checkout.gitRef()).isEqualTo("refs/heads/main");
        assertThat(checkout.solutions()).containsExactly("src/My App.sln");
        assertThat(checkout.warnings()).isEmpty();
    }

    @Test
    void warnsOfWhatTheServerCannotSee() throws Exception {
        // Given
        commit("Other.slnx");
        Files.writeString(work.resolve("Other.slnx"), "changed");

        // When
        Checkout checkout = Checkout.at(work).orElseThrow();

        // Then
        assertThat(checkout.solutions()).containsExactly("Other.slnx", "src/My App.sln");
        assertThat(checkout.warnings())
                .containsExactly(
                        "commits that are not pushed: 1",
                        "uncommitted changes are not part of the build");
    }

    @Test
    void takesTheRemotesNameOfTheBranch() throws Exception {
        // Given
        git(work, "checkout", "-b", "local-name");
        git(work, "push", "--set-upstream", "origin", "local-name:feature/x");

        // When
        Checkout checkout = Checkout.at(work).orElseThrow();

        // Then
        assertThat(checkout.gitRef()).isEqualTo("refs/heads/feature/x");
    }

    @Test
    void warnsOfABranchThatFollowsNone() throws Exception {
        // Given
        git(work, "checkout", "-b", "alone");

        // When
        Checkout checkout = Checkout.at(work).orElseThrow();

        // Then
        assertThat(checkout.gitRef()).isEqualTo("refs/heads/alone");
        assertThat(checkout.warnings()).hasSize(1).first().asString().contains("alone", "pushed");
    }

    @Test
    void takesTheCommitOfADetachedHead() throws Exception {
        // Given
        String commit = git(work, "rev-parse", "HEAD");
        git(work, "checkout", "--detach");

        // When
        Checkout checkout = Checkout.at(work).orElseThrow();

        // Then
        assertThat(checkout.gitRef()).isEqualTo(commit);
    }

    @Test
    void isEmptyOutsideOfACheckout() {
        // When
        Optional<Checkout> checkout = Checkout.at(root);

        // Then
        assertThat(checkout).isEmpty();
    }
}
