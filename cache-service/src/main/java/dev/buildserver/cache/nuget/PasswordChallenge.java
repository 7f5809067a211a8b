package dev.buildserver.cache.nuget;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** NuGet's client sends its password only where it is asked for one. */
class PasswordChallenge {
    private static final int UNAUTHORIZED = 401;

    @ServerResponseFilter
    void ask(ContainerRequestContext request, ContainerResponseContext response) {
        boolean feed = request.getUriInfo().getPath().replaceFirst("^/", "").startsWith("nuget/");
        if (feed && response.getStatus() == UNAUTHORIZED) {
            response.getHeaders()
                    .putSingle(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"package feed\"");
        }
    }
}
