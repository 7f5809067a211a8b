package dev.buildserver.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Serves one content with ranges, and breaks connections off where a test says. */
final class CuttingServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final List<Integer> cuts;
    private final boolean honoursRanges;
    private volatile byte[] content;

    /**
     * @param cuts how many bytes the first, second… answer gives before it breaks; then all is well
     */
    CuttingServer(byte[] content, boolean honoursRanges, Integer... cuts) {
        this.content = content;
        this.honoursRanges = honoursRanges;
        this.cuts = new CopyOnWriteArrayList<>(cuts);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The ranges asked for, {@code all} for none. */
    List<String> ranges() {
        return ranges;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "all" : range);
        int from =
                range == null || !honoursRanges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        int rest = content.length - from;
        int given = cuts.isEmpty() ? rest : Math.min(rest, cuts.remove(0));
        if (from > 0) {
            String contentRange =
                    "bytes " + from + "-" + (content.length - 1) + "/" + content.length;
            exchange.getResponseHeaders().add("Content-Range", contentRange);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest);
        OutputStream body = exchange.getResponseBody();
        body.write(content, from, given);
        body.flush();
        // Fewer bytes than announced: this closes the connection.
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
