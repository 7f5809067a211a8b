package dev.buildserver.agent.execute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.agent.cached.remote.CacheCalls;
import dev.buildserver.agent.cached.remote.CacheRefusedException;
import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.http.Credential;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.contract.agent.Lease;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Calls to the cache service with the attempt's lease token: it says whose entries are meant. */
final class LeaseCacheCalls implements CacheCalls {
    private final JsonHttp http;
    private final String base;
    private final Credential as;
    private final Duration silence;
    private final Duration transfer;

    /**
     * @param silence how long a question may take, and how long nothing may come of an answer
     * @param transfer how long contents may take
     */
    LeaseCacheCalls(JsonHttp http, String base, Lease lease, Duration silence, Duration transfer) {
        this.http = http;
        this.base = base.replaceAll("/+$", "");
        this.as = new Credential(lease.leaseToken(), lease.traceParent());
        this.silence = silence;
        this.transfer = transfer;
    }

    @Override
    public <T> T get(String path, Class<T> answer) throws IOException {
        return call(
                () ->
                        http.get(uri(path), as, answer, silence)
                                .orElseThrow(() -> new IOException("empty answer of " + path)));
    }

    @Override
    public void tell(String path, Object message) throws IOException {
        call(() -> http.post(uri(path), as, message, JsonNode.class, silence));
    }

    @Override
    public void delete(String path) throws IOException {
        call(
                () -> {
                    http.delete(uri(path), as, silence);
                    return null;
                });
    }

    @Override
    public <T> T post(String path, Object question, Class<T> answer) throws IOException {
        return call(
                () ->
                        http.post(uri(path), as, question, answer, silence)
                                .orElseThrow(() -> new IOException("empty answer of " + path)));
    }

    @Override
    public <T> T upload(String path, Iterable<byte[]> content, String type, Class<T> answer)
            throws IOException {
        return call(
                () ->
                        http.postStream(uri(path), as, content, type, answer, transfer)
                                .orElseThrow(() -> new IOException("empty answer of " + path)));
    }

    @Override
    public void download(String path, Object question, Path target) throws IOException {
        call(
                () -> {
                    http.postForFile(uri(path), as, question, target, silence, transfer);
                    return null;
                });
    }

    private URI uri(String path) {
        return URI.create(base + path);
    }

    private static <T> T call(Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (CallFailedException e) {
            throw e.isTransient() || e.isUnauthorized()
                    ? new IOException(e.getMessage(), e)
                    : new CacheRefusedException(e.getMessage(), e);
        } catch (InterruptedException e) {
            // Whoever waits next hears of it.
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the attempt has to stop");
        }
    }

    private interface Call<T> {
        T run() throws CallFailedException, InterruptedException, IOException;
    }
}
