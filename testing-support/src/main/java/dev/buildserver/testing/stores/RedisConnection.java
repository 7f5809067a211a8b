package dev.buildserver.testing.stores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Says single words to a Redis server, without a client library. */
final class RedisConnection {
    private final String host;
    private final int port;
    private final String password;

    RedisConnection(String host, int port, String password) {
        this.host = host;
        this.port = port;
        this.password = password;
    }

    void flush() {
        try (Socket socket = new Socket(host, port);
                BufferedReader answers =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            say(socket, answers, "AUTH " + password);
            say(socket, answers, "FLUSHALL");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Socket socket, BufferedReader answers, String command)
            throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String answer = answers.readLine();
        if (!"+OK".equals(answer)) {
            throw new IOException("Redis answers " + answer);
        }
    }
}
