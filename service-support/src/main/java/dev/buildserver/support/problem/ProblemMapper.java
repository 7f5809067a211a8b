package dev.buildserver.support.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.jdbc.DatabaseOutage;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.annotation.Priority;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception that leaves a resource into a problem document. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    // Below the framework's own mappers (priority 5001), so that these win.
    private static final int FIRST = 1;
    private static final int DEEPEST_CAUSE = 20;

    private final AllowedMethods allowed;

    ProblemMapper(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    Response known(BuildServerException e, UriInfo uri) {
        if (e.code() == ErrorCode.UNAVAILABLE) {
            // Each request that meets an outage tells of it: one line, no stack.
            LOG.warnf("%s: %s (%s)", e.code(), e.getMessage(), e.getCause());
        } else if (e.code().status() >= 500) {
            LOG.errorf(e, "%s: %s", e.code(), e.getMessage());
        }
        return Problems.response(e, instance(uri));
    }

    @ServerExceptionMapper
    @Priority(FIRST)
    Response notAuthenticated(UnauthorizedException e, UriInfo uri) {
        return Problems.response(
                ErrorCode.UNAUTHENTICATED, "A bearer token is needed", instance(uri));
    }

    @ServerExceptionMapper
    @Priority(FIRST)
    Response badToken(AuthenticationFailedException e, UriInfo uri) {
        return Problems.response(
                ErrorCode.UNAUTHENTICATED, "The bearer token is not valid", instance(uri));
    }

    @ServerExceptionMapper
    @Priority(FIRST)
    Response forbidden(ForbiddenException e, UriInfo uri) {
        return Problems.response(
                ErrorCode.FORBIDDEN, "The caller's role does not allow this", instance(uri));
    }

    @ServerExceptionMapper
    @Priority(FIRST)
    Response badJson(JsonProcessingException e, UriInfo uri) {
        return JsonProblems.explain(e)
                .map(problem -> Problems.response(problem, instance(uri)))
                .orElseGet(() -> unexpected(e, uri));
    }

    /** The framework has a mapper for this kind, which would win as the nearer one. */
    @ServerExceptionMapper
    @Priority(FIRST)
    Response wrongJson(MismatchedInputException e, UriInfo uri) {
        return badJson(e, uri);
    }

    @ServerExceptionMapper
    @Priority(FIRST)
    Response violated(ConstraintViolationException e, UriInfo uri) {
        return Constraints.explain(e)
                .map(problem -> Problems.response(problem, instance(uri)))
                .orElseGet(() -> unexpected(e, uri));
    }

    @ServerExceptionMapper
    @Priority(FIRST)
    Response noRoute(NotFoundException e, UriInfo uri) {
        return Problems.response(ErrorCode.NOT_FOUND, null, instance(uri));
    }

    @ServerExceptionMapper
    @Priority(FIRST)
    Response wrongMethod(NotAllowedException e, UriInfo uri) {
        Response problem = Problems.response(ErrorCode.METHOD_NOT_ALLOWED, null, instance(uri));
        return Response.fromResponse(problem)
                .header(HttpHeaders.ALLOW, allowed.of(uri.getPath()))
                .build();
    }

    @ServerExceptionMapper
    @Priority(FIRST)
    Response framework(WebApplicationException e, UriInfo uri) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return badJson(json, uri);
        }
        return StatusCodes.codeOf(e.getResponse().getStatus())
                .map(code -> Problems.response(code, null, instance(uri)))
                .orElseGet(() -> unexpected(e, uri));
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, UriInfo uri) {
        Optional<SQLException> outage = DatabaseOutage.in(e);
        if (outage.isPresent()) {
            return known(
                    new BuildServerException(
                            ErrorCode.UNAVAILABLE, "The database does not answer", outage.get()),
                    uri);
        }
        if (isConnectionClosed(e)) {
            LOG.debugf("The caller went away: %s", instance(uri));
        } else {
            LOG.errorf(e, "Unhandled: %s", instance(uri));
        }
        return Problems.response(
                ErrorCode.INTERNAL,
                "The server's log has the cause under this traceId",
                instance(uri));
    }

    private static boolean isConnectionClosed(Throwable e) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof HttpClosedException || cause instanceof ClosedChannelException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String instance(UriInfo uri) {
        return uri == null ? null : uri.getPath();
    }
}
