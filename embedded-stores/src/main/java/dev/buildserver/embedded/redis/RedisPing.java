package dev.buildserver.embedded.redis;

import dev.buildserver.embedded.process.LoopbackPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a Redis server whether it can work, without a client library. */
final class RedisPing {
    private static final int TIMEOUT_MILLIS = 1_000;

    private RedisPing() {}

    /**
     * False while it loads its data, when another password is needed, or when nobody listens: a
     * server of someone else on that port must not look like ours.
     */
    static boolean answers(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LoopbackPorts.HOST, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(
                            ("AUTH " + password + "\r\nPING\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(answers.readLine()) && "+PONG".equals(answers.readLine());
        } catch (IOException e) {
            return false;
        }
    }
}
