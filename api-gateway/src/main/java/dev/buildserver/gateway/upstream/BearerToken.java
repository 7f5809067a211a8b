package dev.buildserver.gateway.upstream;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;

/** The token of the current request's user, which goes along with every call made for it. */
@RequestScoped
class BearerToken {
    private final HttpHeaders headers;

    BearerToken(HttpHeaders headers) {
        this.headers = headers;
    }

    /** The value of the {@code Authorization} header. */
    String header() {
        return headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    }
}
