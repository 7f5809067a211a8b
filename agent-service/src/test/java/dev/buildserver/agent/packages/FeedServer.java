package dev.buildserver.agent.packages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The cache service as a restore sees it: its feed and its lists of packages. */
public final class FeedServer implements AutoCloseable {
    private static final String LISTS = "/internal/v1/cache/nuget/packages/";
    private static final String FLAT = "/nuget/v3/flat/";

    private final HttpServer server;
    private final Map<String, byte[]> packages = new ConcurrentHashMap<>();

    /** Lists by the hash of what they were made for. */
    public final Map<String, String> lists = new ConcurrentHashMap<>();

    /** Files that were asked for. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    public FeedServer() {
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

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Has a package from now on. */
    public FeedServer has(String id, String version, byte[] nupkg) {
        packages.put("%s/%s/%s.%s.nupkg".formatted(id, version, id, version), nupkg);
        return this;
    }

    /** A package with a library folder, and names that need care. */
    public static byte[] nupkg(String id, String version) {
        return nupkg(id, version, Map.of());
    }

    /** The same with more entries; their names as the archive has them. */
    public static byte[] nupkg(String id, String version, Map<String, String> more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "_rels/.rels", "relations");
            entry(zip, id + ".nuspec", nuspec(id, version));
            entry(zip, "lib/netstandard2.0/_._", "");
            entry(zip, "content/with%20blank+plus.txt", "text");
            entry(zip, "[Content_Types].xml", "types");
            entry(zip, "package/services/metadata/core-properties/1.psmdcp", "properties");
            for (Map.Entry<String, String> one : more.entrySet()) {
                entry(zip, one.getKey(), one.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** As NuGet writes it. */
    public static String sha512(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(content);
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(1_500_000_000_000L);
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String nuspec(String id, String version) {
        return """
               <?xml version="1.0"?>
               <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
                 <metadata><id>%s</id><version>%s</version><authors>a</authors>
                 <description>d</description></metadata></package>
               """
                .formatted(id, version);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        byte[] answer = null;
        int status = 404;
        if (path.startsWith(FLAT)) {
            asked.add(path.substring(path.lastIndexOf('/') + 1));
            answer = packages.get(path.substring(FLAT.length()));
        } else if (path.startsWith(LISTS) && exchange.getRequestMethod().equals("PUT")) {
            lists.put(path.substring(LISTS.length()), new String(body, StandardCharsets.UTF_8));
            status = 204;
        } else if (path.startsWith(LISTS)) {
            String list = lists.get(path.substring(LISTS.length()));
            answer = list == null ? null : list.getBytes(StandardCharsets.UTF_8);
        }
        exchange.sendResponseHeaders(
                answer == null ? status : 200,
                answer == null || answer.length == 0 ? -1 : answer.length);
        if (answer != null) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
