package dev.buildserver.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.embedded.StoreHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerIT {
    @TempDir Path folder;

    @Test
    void dataAndPasswordSurviveARestart() throws Exception {
        // Given
        StoreHome home = StoreHome.in(folder.resolve("redis"));
        String password;
        try (RedisServer first = RedisServer.start(home)) {
            password = first.password();
            assertThat(answer(first, "AUTH " + password, "SET kept 42")).isEqualTo("+OK");
        }
        // When
        try (RedisServer second = RedisServer.start(home)) {
            // Then
            assertThat(second.password()).isEqualTo(password);
            assertThat(answer(second, "AUTH " + password, "STRLEN kept")).isEqualTo(":2");
        }
    }

    @Test
    void nothingIsAnsweredWithoutThePassword() throws Exception {
        // Given
        try (RedisServer server = RedisServer.start(StoreHome.temporary())) {
            // When
            String answer = answer(server, "PING");
            // Then
            assertThat(answer).startsWith("-NOAUTH");
        }
    }

    @Test
    void thePasswordIsNotOnTheCommandLine() {
        // Given
        try (RedisServer server = RedisServer.start(StoreHome.temporary())) {
            // When
            String commandLine =
                    ProcessHandle.of(server.process().pid())
                            .orElseThrow()
                            .info()
                            .commandLine()
                            .orElseThrow();
            // Then
            assertThat(commandLine).contains("redis").doesNotContain(server.password());
        }
    }

    /** The answer to the last of the commands. */
    private static String answer(RedisServer server, String... commands) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            BufferedReader answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = null;
            for (String command : commands) {
                socket.getOutputStream()
                        .write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                answer = answers.readLine();
            }
            return answer;
        }
    }
}
