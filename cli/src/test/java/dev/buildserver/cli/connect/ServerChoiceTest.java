package dev.buildserver.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.cli.client.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerChoiceTest {
    @TempDir Path folder;

    private Endpoint choose(Map<String, String> variables, String url, Path tokenFile, Role role) {
        return new ServerChoice(folder, variables).choose(url, tokenFile, role);
    }

    private Endpoint choose(Map<String, String> variables) {
        return choose(variables, null, null, Role.DEVELOPER);
    }

    private void stack(String ports, String... tokens) throws IOException {
        Files.createDirectories(folder.resolve(".buildserver/tokens"));
        Files.writeString(folder.resolve(".buildserver/ports.json"), ports);
        for (String token : tokens) {
            Files.writeString(
                    folder.resolve(".buildserver/tokens/" + token + ".jwt"), token + "-token\n");
        }
    }

    @Test
    void withoutAnythingTheUsualPort() {
        // When
        Endpoint endpoint = choose(Map.of());

        // Then
        assertThat(endpoint.address()).hasToString("http://localhost:8080");
        assertThat(endpoint.token().get()).isNull();
    }

    @Test
    void theLocalStackAndItsTokens() throws IOException {
        // Given
        stack("{\"gateway\": 4711, \"agents\": []}", "developer", "buildmaster");

        // When
        Endpoint developer = choose(Map.of());
        Endpoint master = choose(Map.of(), null, null, Role.BUILD_MASTER);

        // Then
        assertThat(developer.address()).hasToString("http://localhost:4711");
        assertThat(developer.token().get()).isEqualTo("developer-token");
        assertThat(master.token().get()).isEqualTo("buildmaster-token");
    }

    @Test
    void theDevelopersTokenWhereThereIsNoOther() throws IOException {
        // Given
        stack("{\"gateway\": 4711}", "developer");

        // When
        Endpoint master = choose(Map.of(), null, null, Role.BUILD_MASTER);

        // Then
        assertThat(master.token().get()).isEqualTo("developer-token");
    }

    @Test
    void theLocalTokenGoesToNoOtherServer() throws IOException {
        // Given
        stack("{\"gateway\": 4711}", "developer");

        // When
        Endpoint endpoint = choose(Map.of(), "https://build.example.com", null, Role.DEVELOPER);

        // Then
        assertThat(endpoint.token().get()).isNull();
    }

    @Test
    void whatIsToldWins() throws IOException {
        // Given
        stack("{\"gateway\": 4711}", "developer");
        Path file = Files.writeString(folder.resolve("token"), " told \n");
        Map<String, String> variables =
                Map.of("BUILDSERVER_URL", "http://variable:1", "BUILDSERVER_TOKEN", "variable");

        // When
        Endpoint fromVariables = choose(variables);
        Endpoint told = choose(variables, "http://told:2", file, Role.DEVELOPER);

        // Then
        assertThat(fromVariables.address()).hasToString("http://variable:1");
        assertThat(fromVariables.token().get()).isEqualTo("variable");
        assertThat(told.address()).hasToString("http://told:2");
        assertThat(told.token().get()).isEqualTo("told");
    }

    @Test
    void brokenPortsAreSaid() throws IOException {
        // Given
        stack("{}");

        // When / Then
        assertThatThrownBy(() -> choose(Map.of()))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("names no port");
    }

    @Test
    void aTokenOfTwoLinesIsNone() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("token"), "a\nX-Header: b");

        // When / Then
        assertThatThrownBy(() -> choose(Map.of(), null, file, Role.DEVELOPER))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("holds no token");
    }
}
