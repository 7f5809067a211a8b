package dev.buildserver.gateway.upstream;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Opens the ways to the other services. Long polls and downloads can't starve the short calls. */
final class UpstreamClients {
    @Produces
    @Singleton
    OrchestratorApi orchestrator(GatewayConfig config) {
        return client(
                OrchestratorApi.class, config.orchestratorUrl(), config.maxConnections(), config);
    }

    @Produces
    @Singleton
    BuildLogApi logs(GatewayConfig config) {
        return client(BuildLogApi.class, config.orchestratorUrl(), config.maxFollowers(), config);
    }

    @Produces
    @Singleton
    ArtifactApi artifacts(GatewayConfig config) {
        return client(ArtifactApi.class, config.artifactUrl(), config.maxConnections(), config);
    }

    @Produces
    @Singleton
    CacheApi cache(GatewayConfig config) {
        return client(CacheApi.class, config.cacheUrl(), config.maxConnections(), config);
    }

    @Produces
    @Singleton
    HttpClient downloads(Vertx vertx, GatewayConfig config) {
        return vertx.createHttpClient(options(config, config.maxDownloads()));
    }

    private static <T> T client(Class<T> api, URI url, int connections, GatewayConfig config) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(url)
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(config.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .httpClientOptions(options(config, connections))
                .build(api);
    }

    private static HttpClientOptions options(GatewayConfig config, int connections) {
        return new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxPoolSize(connections)
                // Callers beyond it are told to come back rather than left waiting.
                .setMaxWaitQueueSize(connections)
                .setKeepAliveTimeout(30)
                .setDecompressionSupported(false);
    }
}
