package dev.buildserver.agent.fetch;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;

/** One request of JGit and its response, over the JDK's HTTP client. Not thread-safe. */
final class GitHttpConnection implements HttpConnection {
    private static final String CONTENT_TYPE = "Content-Type";

    private final HttpClient client;
    private final URL url;
    private final FetchWatch watch;
    private final Map<String, String> requestHeaders = new LinkedHashMap<>();
    private String method = "GET";
    private ByteArrayOutputStream body;
    private int readTimeoutMillis;
    private HttpResponse<InputStream> response;

    GitHttpConnection(HttpClient client, URL url, FetchWatch watch) {
        this.client = client;
        this.url = url;
        this.watch = watch;
    }

    @Override
    public void connect() throws IOException {
        if (response != null) {
            return;
        }
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url.toURI());
            requestHeaders.forEach(request::setHeader);
            if (readTimeoutMillis > 0) {
                request.timeout(Duration.ofMillis(readTimeoutMillis));
            }
            request.method(
                    method,
                    body == null
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofByteArray(body.toByteArray()));
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (URISyntaxException e) {
            throw new IOException("not a valid URL", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the fetch was interrupted");
        }
    }

    private HttpResponse<InputStream> response() throws IOException {
        connect();
        return response;
    }

    @Override
    public int getResponseCode() throws IOException {
        return response().statusCode();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return "HTTP status " + response().statusCode();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Watched(response().body(), watch);
    }

    @Override
    public OutputStream getOutputStream() {
        body = new ByteArrayOutputStream();
        return body;
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return response == null ? Map.of() : response.headers().map();
    }

    @Override
    public String getHeaderField(String name) {
        return response == null ? null : response.headers().firstValue(name).orElse(null);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        return response == null ? List.of() : response.headers().allValues(name);
    }

    @Override
    public String getContentType() {
        return getHeaderField(CONTENT_TYPE);
    }

    @Override
    public int getContentLength() {
        return response == null
                ? -1
                : (int) response.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    @Override
    public URL getURL() {
        return url;
    }

    @Override
    public void setRequestProperty(String key, String value) {
        requestHeaders.put(key, value);
    }

    @Override
    public void setRequestMethod(String method) {
        this.method = method;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public void setReadTimeout(int millis) {
        readTimeoutMillis = millis;
    }

    @Override
    public boolean usingProxy() {
        return false;
    }

    // The rest is settled by the client: it makes no cache, follows nothing, and always verifies.

    @Override
    public void setUseCaches(boolean use) {}

    @Override
    public void setConnectTimeout(int millis) {}

    @Override
    public void setInstanceFollowRedirects(boolean follow) {}

    @Override
    public void setDoOutput(boolean output) {}

    @Override
    public void setFixedLengthStreamingMode(int length) {}

    @Override
    public void setChunkedStreamingMode(int length) {}

    @Override
    public void configure(
            KeyManager[] keys, TrustManager[] trust, java.security.SecureRandom random) {}

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {}

    /** Lets the watch see how long a read takes: the client has no time-out for it. */
    private static final class Watched extends FilterInputStream {
        private final FetchWatch watch;

        private Watched(InputStream in, FetchWatch watch) {
            super(in);
            this.watch = watch;
        }

        @Override
        public int read() throws IOException {
            watch.reading();
            try {
                return super.read();
            } finally {
                watch.read();
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            watch.reading();
            try {
                return super.read(buffer, offset, length);
            } finally {
                watch.read();
            }
        }
    }
}
