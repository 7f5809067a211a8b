package dev.buildserver.embedded.s3;

import dev.buildserver.embedded.Secrets;
import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.StoreStartException;
import dev.buildserver.embedded.process.LoopbackPorts;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 service whose buckets are folders. It takes signatures of version 2 and 4 by one key pair,
 * and addresses by path. Thread-safe.
 */
public final class S3Server implements AutoCloseable {
    /** The service has no regions; clients that need one use this. */
    public static final String REGION = "us-east-1";

    private static final int PORTS_TRIED = 5;
    private static final int THREADS = 40;
    private static final long STOP_MILLIS = 0;

    private final StoreHome home;
    private final S3Proxy proxy;
    private final String accessKey;
    private final String secretKey;

    private S3Server(StoreHome home, S3Proxy proxy, String accessKey, String secretKey) {
        this.home = home;
        this.proxy = proxy;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /**
     * Starts a service.
     *
     * @throws StoreStartException when it does not start; the message says why
     */
    public static S3Server start(StoreHome home) {
        return home.start("S3", () -> started(home));
    }

    private static S3Server started(StoreHome home) throws IOException {
        Path buckets = Files.createDirectories(home.folder().resolve("buckets"));
        String accessKey = Secrets.readOrMake(home.folder().resolve("access-key"));
        String secretKey = Secrets.readOrMake(home.folder().resolve("secret-key"));
        S3Proxy proxy = listening(home.port(), buckets, accessKey, secretKey);
        S3Server server = new S3Server(home, proxy, accessKey, secretKey);
        home.closeAtExit(server::close);
        return server;
    }

    // Jetty declares no more than Exception.
    private static S3Proxy listening(
            int fixedPort, Path buckets, String accessKey, String secretKey) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = fixedPort == 0 ? LoopbackPorts.free() : fixedPort;
            S3Proxy proxy = proxy(buckets, port, accessKey, secretKey);
            try {
                proxy.start();
                return proxy;
            } catch (Exception e) {
                stop(proxy, e);
                if (!(e.getCause() instanceof BindException)) {
                    throw new StoreStartException("S3 does not start: " + e, e);
                }
                if (fixedPort != 0 || attempt == PORTS_TRIED) {
                    throw new StoreStartException("S3: port " + port + " is in use", e);
                }
            }
        }
    }

    private static void stop(S3Proxy proxy, Exception failure) {
        try {
            proxy.stop();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    public int port() {
        return proxy.getPort();
    }

    /** Such as {@code http://127.0.0.1:9000}. */
    public URI endpoint() {
        return endpoint(port());
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    public String region() {
        return REGION;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3 does not stop", e);
        } finally {
            home.discard();
        }
    }

    private static S3Proxy proxy(Path buckets, int port, String accessKey, String secretKey) {
        return S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(buckets.toString()))
                .endpoint(endpoint(port))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(THREADS)
                .stopTimeout(STOP_MILLIS)
                .build();
    }

    private static URI endpoint(int port) {
        return URI.create("http://" + LoopbackPorts.HOST + ":" + port);
    }
}
