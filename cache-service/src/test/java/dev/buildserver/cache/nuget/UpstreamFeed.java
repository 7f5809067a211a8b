package dev.buildserver.cache.nuget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A V3 feed on this machine that a test fills, breaks and listens to. */
final class UpstreamFeed implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> packages = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    UpstreamFeed() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v3/index.json";
    }

    /** A package with a nuspec and some text. */
    static byte[] nupkg(String id, String version, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(id + ".nuspec"));
            zip.write(
                    """
                    <?xml version="1.0"?>
                    <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                      <metadata><id>%s</id><version>%s</version><authors>a</authors>
                      <description>%s</description></metadata></package>
                    """
                            .formatted(id, version, text)
                            .getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("content.txt"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void has(String id, String version, byte[] content) {
        packages.put(id + "/" + version, content);
    }

    void breakDown(boolean now) {
        broken = now;
    }

    /** Paths that were asked for, with the answer's status before each. */
    List<String> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = broken ? null : body(path);
        int status = broken ? 500 : body == null ? 404 : 200;
        String etag = body == null ? null : "\"" + Arrays.hashCode(body) + "\"";
        if (etag != null && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            status = 304;
        }
        requests.add(status + " " + path);
        if (etag != null) {
            exchange.getResponseHeaders().set("ETag", etag);
        }
        exchange.sendResponseHeaders(status, status == 200 && body.length > 0 ? body.length : -1);
        if (status == 200) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private byte[] body(String path) {
        if (path.equals("/v3/index.json")) {
            return """
                    {"version":"3.0.0","resources":[
                     {"@id":"http://127.0.0.1:%d/flat","@type":"PackageBaseAddress/3.0.0"}]}
                    """
                    .formatted(server.getAddress().getPort())
                    .getBytes(StandardCharsets.UTF_8);
        }
        String[] parts = path.substring("/flat/".length()).split("/");
        if (parts.length == 2) {
            List<String> versions =
                    packages.keySet().stream()
                            .filter(name -> name.startsWith(parts[0] + "/"))
                            .map(name -> "\"" + name.substring(parts[0].length() + 1) + "\"")
                            .sorted()
                            .toList();
            return versions.isEmpty()
                    ? null
                    : ("{\"versions\":[" + String.join(",", versions) + "]}")
                            .getBytes(StandardCharsets.UTF_8);
        }
        return packages.get(parts[0] + "/" + parts[1]);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
