package dev.buildserver.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.testing.GitSshServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.Lease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshFetchTest {
    @TempDir Path temp;
    private SourceRepository repository;
    private GitSshServer server;
    private Path key;
    private FetchFixture fixture;

    @BeforeEach
    void server() throws Exception {
        repository = new SourceRepository(temp.resolve("repo"));
        repository.write("a.txt", "one").commit("first");
        KeyPair user = GitSshServer.newKey();
        server = new GitSshServer(repository.folder(), user.getPublic());
        key = GitSshServer.writeKey(user, temp.resolve("id"));
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
        server.close();
        repository.close();
    }

    @Test
    void fetchesWithAKey() throws Exception {
        // Given
        use(key, server.knownHosts(temp.resolve("known_hosts")));
        Lease lease = Leases.clean(server.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When
        fixture.fetch(workspace, lease);
        // Then
        assertThat(workspace.source().resolve("a.txt")).hasContent("one");
    }

    @Test
    void refusesAServerThatIsNotKnown() throws Exception {
        // Given
        use(key, Files.writeString(temp.resolve("known_hosts"), ""));
        Lease lease = Leases.clean(server.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("could not prove who it is");
    }

    @Test
    void saysThatAKeyIsRefused() throws Exception {
        // Given
        Path other = GitSshServer.writeKey(GitSshServer.newKey(), temp.resolve("other"));
        use(other, server.knownHosts(temp.resolve("known_hosts")));
        Lease lease = Leases.clean(server.url(), "main");
        Workspace workspace = fixture.workspaces.open(lease);
        // When, Then
        assertThatThrownBy(() -> fixture.fetch(workspace, lease))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("credentials are missing or refused");
    }

    private void use(Path keyFile, Path knownHosts) throws Exception {
        Path file = temp.resolve("credentials.json");
        Files.writeString(
                file,
                "[{\"host\": \"127.0.0.1:%d\", \"sshKeyFile\": \"%s\", \"knownHostsFile\": \"%s\"}]"
                        .formatted(server.port(), keyFile, knownHosts));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        fixture =
                new FetchFixture(
                        temp.resolve("work"),
                        Map.of("buildserver.agent.git-credentials-file", file.toString()));
    }
}
