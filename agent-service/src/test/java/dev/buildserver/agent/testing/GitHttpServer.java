package dev.buildserver.agent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** A Git server over smart HTTP, for real repositories on this machine. */
public final class GitHttpServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Path> repositories = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile UploadPack.RequestPolicy policy = UploadPack.RequestPolicy.ANY;
    private volatile boolean oldProtocol;
    private volatile String basicAuth;
    private volatile String redirectTo;
    private volatile boolean silent;
    private volatile int failures;

    public GitHttpServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Serves the repository's objects and refs; answers its URL. */
    public String serve(String name, Path repository) {
        repositories.put(name, repository);
        return base() + "/" + name;
    }

    public String base() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Gives only what a branch or tag names, in the old protocol. */
    public void refuseCommitIds() {
        policy = UploadPack.RequestPolicy.ADVERTISED;
        oldProtocol = true;
    }

    public void requireBasicAuth(String user, String password) {
        basicAuth =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Redirects every request to another base URL. */
    public void redirectTo(String base) {
        redirectTo = base;
    }

    /** Sends the head of an answer to a fetch, and then nothing. */
    public void fallSilent() {
        silent = true;
    }

    /** Answers the next requests with 503. */
    public void failNext(int count) {
        failures = count;
    }

    public int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            if (failures > 0) {
                failures--;
                exchange.sendResponseHeaders(503, -1);
            } else if (redirectTo != null) {
                exchange.getResponseHeaders()
                        .set("Location", redirectTo + exchange.getRequestURI());
                exchange.sendResponseHeaders(302, -1);
            } else if (basicAuth != null
                    && !basicAuth.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                serve(exchange);
            }
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean advertise = path.endsWith("/info/refs");
        String name = path.substring(1).replaceAll("/(info/refs|git-upload-pack)$", "");
        Path folder = repositories.get(name);
        if (folder == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        try (Repository repository = open(folder);
                UploadPack upload = new UploadPack(repository)) {
            upload.setBiDirectionalPipe(false);
            upload.setRequestPolicy(policy);
            String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
            if (protocol != null && !oldProtocol) {
                upload.setExtraParameters(List.of(protocol.split(":")));
            }
            if (advertise) {
                advertise(exchange, upload);
            } else {
                answer(exchange, upload);
            }
        }
    }

    private static void advertise(HttpExchange exchange, UploadPack upload) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Type", "application/x-git-upload-pack-advertisement");
        exchange.sendResponseHeaders(200, 0);
        PacketLineOut out = new PacketLineOut(exchange.getResponseBody());
        upload.sendAdvertisedRefs(
                new RefAdvertiser.PacketLineOutRefAdvertiser(out), "git-upload-pack");
        exchange.getResponseBody().close();
    }

    private void answer(HttpExchange exchange, UploadPack upload) throws IOException {
        InputStream in = exchange.getRequestBody();
        if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            in = new GZIPInputStream(in);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-result");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        if (silent) {
            out.flush();
            awaitClose();
            return;
        }
        upload.upload(in, out, null);
        out.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Repository open(Path folder) {
        try {
            return new RepositoryBuilder().findGitDir(folder.toFile()).setMustExist(true).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
