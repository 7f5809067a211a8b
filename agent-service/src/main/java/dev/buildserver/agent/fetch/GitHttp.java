package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URL;
import java.net.http.HttpClient;
import java.time.Duration;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/**
 * Makes the HTTP connections of one fetch. Other than JGit's own, they end at once when their
 * thread is interrupted, share no state with other fetches, and check each host, those of redirects
 * included, before they connect.
 */
final class GitHttp implements HttpConnectionFactory {
    private final HttpClient client;
    private final AllowedHosts hosts;

    GitHttp(AllowedHosts hosts, Duration connectTimeout) {
        this.hosts = hosts;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(connectTimeout);
        if (ProxySelector.getDefault() != null) {
            builder.proxy(ProxySelector.getDefault());
        }
        this.client = builder.build();
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        String scheme = url.getProtocol();
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new AllowedHosts.ForbiddenHostException("a redirect left HTTP");
        }
        hosts.checkHost(url.getHost());
        return new GitHttpConnection(client, url);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return create(url);
    }
}
