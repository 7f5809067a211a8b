package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.testing.DemoRepository;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a fetch may go, and with whose credentials. */
class SourceAccessTest {
    @TempDir Path temp;
    private FetchFixture fixture;
    private DemoRepository demo;

    @BeforeEach
    void open() throws Exception {
        fixture = new FetchFixture(temp.resolve("work"), Map.of());
        demo = new DemoRepository(temp.resolve("repo"));
        demo.repository().write("a.txt", "two").commit("first");
    }

    @AfterEach
    void close() {
        fixture.close();
        demo.close();
    }

    @Test
    void usesTheCredentialOfTheHostAndLeavesNoTraceOfIt() throws Exception {
        // Given
        demo.server().requireBasicAuth("reader", "s3cret-token");
        useCredentials("reader", "s3cret-token");
        Lease lease = Leases.clean(demo.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("two");
        assertThat(Files.readString(workspace.source().resolve(".git/config")))
                .contains(demo.url())
                .doesNotContain("s3cret");
    }

    @Test
    void saysThatCredentialsAreMissing() {
        // Given
        demo.server().requireBasicAuth("reader", "s3cret-token");
        Lease lease = Leases.clean(demo.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("credentials are missing or refused");
    }

    @Test
    void saysThatCredentialsAreRefused() throws Exception {
        // Given
        demo.server().requireBasicAuth("reader", "s3cret-token");
        useCredentials("reader", "wrong-token");
        Lease lease = Leases.clean(demo.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("credentials are missing or refused")
                .hasMessageNotContaining("wrong-token");
    }

    @Test
    void refusesACredentialsFileThatOthersCanRead() throws Exception {
        // Given
        Path file = useCredentials("reader", "s3cret-token");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Lease lease = Leases.clean(demo.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("operator");
    }

    @Test
    void connectsToNoForbiddenAddress() throws Exception {
        // Given
        fixture = fixture.with(Map.of("buildserver.repositories.allow-loopback", "false"));
        Lease lease = Leases.clean(demo.url().replace("127.0.0.1", "localhost"), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("loopback");
        assertThat(demo.server().requests()).isZero();
    }

    @Test
    void followsNoRedirectToAForbiddenAddress() {
        // Given
        demo.server().redirectTo("http://10.11.12.13");
        Lease lease = Leases.clean(demo.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("private network");
    }

    @Test
    void followsARedirectToAnAllowedAddress() throws Exception {
        // Given
        try (GitHttpServer moved = new GitHttpServer()) {
            moved.serve("demo.git", demo.repository().folder());
            demo.server().redirectTo(moved.base());
            Lease lease = Leases.clean(demo.url(), "main");
            Workspace workspace = fixture.workspaces.open(lease);
            // When
            fixture.fetch(workspace, lease);
            // Then
            assertThat(workspace.source().resolve("a.txt")).hasContent("two");
        }
    }

    @Test
    void readsLocalRepositoriesBelowAllowedFoldersOnly() throws Exception {
        // Given
        fixture =
                fixture.with(
                        Map.of(
                                "buildserver.repositories.local-folders",
                                temp.resolve("allowed").toString()));
        Path allowed = Files.createDirectories(temp.resolve("allowed"));
        Files.createSymbolicLink(allowed.resolve("escape"), demo.repository().folder());
        try (SourceRepository local = new SourceRepository(allowed.resolve("local"))) {
            local.write("a.txt", "local").commit("local");
        }
        Lease inside = Leases.clean(allowed.resolve("local").toUri().toString(), "main");
        Lease outside = Leases.clean(demo.repository().folder().toUri().toString(), "main");
        Lease escape = Leases.clean(allowed.toUri() + "escape", "main");
        Workspace workspace = fixture.workspaces.open(inside);
        // When
        fixture.fetch(workspace, inside);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("local");
        for (Lease refused : new Lease[] {outside, escape}) {
            assertThatThrownBy(() -> fixture.fetch(fixture.workspaces.open(refused), refused))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("repository URL");
        }
    }

    private Path useCredentials(String user, String token) throws Exception {
        Path file = temp.resolve("credentials.json");
        Files.writeString(
                file,
                "[{\"host\": \"127.0.0.1:%d\", \"username\": \"%s\", \"token\": \"%s\", \"plainHttp\": true}]"
                        .formatted(demo.server().port(), user, token));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        fixture = fixture.with(Map.of("buildserver.agent.git-credentials-file", file.toString()));
        return file;
    }
}
