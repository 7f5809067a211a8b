package dev.buildserver.gateway.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.buildserver.contract.problem.Problem;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.json.WireJson;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** What a failed call to another service means to the client. */
final class UpstreamErrors {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,5}");

    private UpstreamErrors() {}

    /**
     * The error that another service told, unchanged but for codes that this gateway is too old to
     * know.
     */
    static BuildServerException told(Response answer) {
        return told(
                answer.getStatus(),
                answer.hasEntity() ? answer.readEntity(String.class) : "",
                answer.getHeaderString(HttpHeaders.RETRY_AFTER));
    }

    static BuildServerException told(int status, String body, String retryAfter) {
        Optional<Problem> problem = parse(body);
        Optional<ErrorCode> code = problem.flatMap(p -> codeOf(p.code(), status));
        if (code.isEmpty()) {
            return new BuildServerException(
                    ErrorCode.UPSTREAM_FAILED,
                    "A service answered " + status + " without a reason");
        }
        BuildServerException error =
                new BuildServerException(code.get(), problem.get().detail())
                        .withViolations(problem.get().violations());
        for (var member : problem.get().extensions().entrySet()) {
            error = error.with(member.getKey(), member.getValue());
        }
        boolean known = retryAfter != null && SECONDS.matcher(retryAfter).matches();
        return known ? error.retryAfter(Duration.ofSeconds(Long.parseLong(retryAfter))) : error;
    }

    /** The error of an answer that can't have a body, as to HEAD. */
    static BuildServerException toldByStatus(int status) {
        ErrorCode code = codeOf(null, status).orElse(ErrorCode.UPSTREAM_FAILED);
        return new BuildServerException(code, "A service answered " + status);
    }

    /**
     * Why a call failed.
     *
     * @param unknownOutcome what to tell when the service may have done what was asked
     */
    static BuildServerException of(Throwable failure, String service, String unknownOutcome) {
        Optional<BuildServerException> told = cause(failure, BuildServerException.class);
        if (told.isPresent()) {
            return told.get();
        }
        if (neverSent(failure)) {
            return new BuildServerException(
                            ErrorCode.UNAVAILABLE, "The " + service + " can't be reached", failure)
                    .retryAfter(RETRY_AFTER);
        }
        if (cause(failure, TimeoutException.class).isPresent() || isBroken(failure)) {
            return new BuildServerException(
                            ErrorCode.UPSTREAM_TIMEOUT,
                            "The " + service + " did not answer. " + unknownOutcome,
                            failure)
                    .retryAfter(RETRY_AFTER);
        }
        return new BuildServerException(
                ErrorCode.UPSTREAM_FAILED,
                "The answer of the " + service + " can't be understood",
                failure);
    }

    /** Whether the request surely did not reach the service. */
    static boolean neverSent(Throwable failure) {
        return cause(failure, ConnectException.class).isPresent()
                || cause(failure, UnknownHostException.class).isPresent()
                || cause(failure, NoRouteToHostException.class).isPresent()
                || cause(failure, ConnectionPoolTooBusyException.class).isPresent();
    }

    /** Whether the connection broke, as those kept open do when a service restarts. */
    static boolean isBroken(Throwable failure) {
        return cause(failure, HttpClosedException.class).isPresent()
                || (cause(failure, IOException.class).isPresent()
                        && cause(failure, JsonProcessingException.class).isEmpty()
                        && !neverSent(failure));
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    private static Optional<Problem> parse(String body) {
        try {
            return Optional.ofNullable(WireJson.mapper().readValue(body, Problem.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<ErrorCode> codeOf(String name, int status) {
        Optional<ErrorCode> exact =
                Arrays.stream(ErrorCode.values()).filter(c -> c.name().equals(name)).findFirst();
        // A service may be newer than this gateway and know more codes.
        return exact.or(
                () ->
                        Arrays.stream(ErrorCode.values())
                                .filter(c -> c.status() == status)
                                .findFirst());
    }
}
