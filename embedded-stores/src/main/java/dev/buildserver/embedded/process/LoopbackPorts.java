package dev.buildserver.embedded.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * TCP ports of 127.0.0.1. A port that is free now may be taken a moment later: whoever uses it must
 * be ready to try another one.
 */
public final class LoopbackPorts {
    /** Always IPv4: "localhost" may be something else. */
    public static final String HOST = "127.0.0.1";

    private static final int CONNECT_TIMEOUT_MILLIS = 500;

    private LoopbackPorts() {}

    /** A port that nobody listens on. */
    public static int free() throws IOException {
        return free(1).get(0);
    }

    /** Different ports that nobody listens on. */
    public static List<Integer> free(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getByName(HOST)));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Whether something accepts connections there. */
    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a server could be bound there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(HOST, port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
