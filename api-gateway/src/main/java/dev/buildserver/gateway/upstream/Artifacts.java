package dev.buildserver.gateway.upstream;

import dev.buildserver.contract.artifact.ArtifactList;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks the artifact service in the name of the current request's user. */
@ApplicationScoped
public class Artifacts {
    private static final String SERVICE = "artifact service";
    private static final String READ_AGAIN = "Nothing was changed; ask again";

    private final ArtifactApi api;
    private final HttpClient downloads;
    private final GatewayConfig config;
    private final BearerToken user;

    Artifacts(ArtifactApi api, HttpClient downloads, GatewayConfig config, BearerToken user) {
        this.api = api;
        this.downloads = downloads;
        this.config = config;
        this.user = user;
    }

    public Uni<ArtifactList> ofAttempt(UUID attemptUid) {
        return asUser(bearer -> api.ofAttempt(bearer, attemptUid));
    }

    /** Fails with {@code ARTIFACT_NOT_FOUND}. */
    public Uni<ArtifactMetadata> artifact(UUID id) {
        return asUser(bearer -> api.artifact(bearer, id));
    }

    /**
     * The answer to a request for an artifact's content: 200, 206 or 304, its body not yet read and
     * paused. Everything else is an error.
     *
     * @param method GET or HEAD
     * @param headers the client's headers that choose what is sent, such as {@code Range}
     */
    public Uni<HttpClientResponse> content(
            UUID id, HttpMethod method, Map<String, String> headers) {
        return asUser(bearer -> ask(id, method, headers, bearer))
                .onItem()
                .transformToUni(answer -> acceptOrExplain(method, answer));
    }

    private Uni<HttpClientResponse> ask(
            UUID id, HttpMethod method, Map<String, String> headers, String bearer) {
        RequestOptions request =
                new RequestOptions()
                        .setMethod(method)
                        .setAbsoluteURI(config.artifactUrl().resolve(path(id)).toString())
                        .setConnectTimeout(config.connectTimeout().toMillis())
                        .putHeader(HttpHeaders.AUTHORIZATION, bearer);
        headers.forEach(request::putHeader);
        return Uni.createFrom()
                .completionStage(
                        () ->
                                downloads
                                        .request(request)
                                        .compose(r -> r.setFollowRedirects(false).send())
                                        .map(HttpClientResponse::pause)
                                        .toCompletionStage())
                // Only the head has a deadline: how long the body takes is up to the client.
                .ifNoItem()
                .after(config.answerTimeout())
                .failWith(TimeoutException::new);
    }

    private static String path(UUID id) {
        return "/internal/v1/artifacts/" + id + "/content";
    }

    private static Uni<HttpClientResponse> acceptOrExplain(
            HttpMethod method, HttpClientResponse answer) {
        int status = answer.statusCode();
        if (status == 200 || status == 206 || status == 304) {
            return Uni.createFrom().item(answer);
        }
        if (method == HttpMethod.HEAD) {
            answer.resume();
            return Uni.createFrom().failure(UpstreamErrors.toldByStatus(status));
        }
        return Uni.createFrom()
                .completionStage(() -> answer.resume().body().toCompletionStage())
                .onItem()
                .transformToUni(
                        body ->
                                Uni.createFrom()
                                        .failure(
                                                UpstreamErrors.told(
                                                        status,
                                                        body.toString(),
                                                        answer.getHeader(
                                                                HttpHeaders.RETRY_AFTER))));
    }

    private <T> Uni<T> asUser(Function<String, Uni<T>> call) {
        String bearer = user.header();
        return Calls.repeatable(() -> call.apply(bearer), SERVICE, READ_AGAIN);
    }
}
