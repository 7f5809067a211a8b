package dev.buildserver.agent.fetch;

import java.io.ByteArrayOutputStream;
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
    private final Map<String, String> requestHeaders = new LinkedHashMap<>();
    private String method = "GET";
    private ByteArrayOutputStream body;
    private int readTimeoutMillis;
    private HttpResponse<InputStream> response;

    GitHttpConnection(HttpClient client, URL url) {
        this.client = client;
        this.url = url;
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
            Duration idle = Duration.ofMillis(readTimeoutMillis);
            response = client.send(request.build(), head -> new GitResponseStream(idle));
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
        return response().body();
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
}
