package dev.buildserver.support.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * Authenticates bearers of internal tokens. Any other token is left to the users' mechanism, so the
 * two kinds are told apart by {@code iss} before a signature is looked at.
 */
@ApplicationScoped
class InternalTokenMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final InternalTokens tokens;
    private final ObjectMapper json;

    InternalTokenMechanism(InternalTokens tokens, ObjectMapper json) {
        this.tokens = tokens;
        this.json = json;
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager identityProviderManager) {
        Optional<String> token = token(context.request().getHeader(HttpHeaders.AUTHORIZATION));
        Optional<JwtClaims> claims = token.flatMap(tokens::verifiedBefore);
        if (claims.isEmpty() && token.filter(this::claimsToBeInternal).isPresent()) {
            claims = tokens.verify(token.get());
            if (claims.isEmpty()) {
                return Uni.createFrom().failure(new AuthenticationFailedException());
            }
        }
        return Uni.createFrom().optional(claims.map(InternalTokenMechanism::identity));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    // Clients that know only passwords, such as NuGet's, send the token as one.
    private static Optional<String> token(String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.startsWith(BEARER)) {
            return Optional.of(header.substring(BEARER.length()));
        }
        if (!header.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(BASIC.length())));
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean claimsToBeInternal(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            String payload = new String(Base64.getUrlDecoder().decode(parts[1]));
            return InternalTokens.ISSUER.equals(json.readTree(payload).path("iss").asText());
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return false;
        }
    }

    private static SecurityIdentity identity(JwtClaims claims) {
        try {
            Set<String> roles = new HashSet<>(claims.getStringListClaimValue("groups"));
            roles.retainAll(Roles.INTERNAL);
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(claims.getSubject()))
                    .addRoles(roles)
                    .addAttribute(Caller.INTERNAL_CLAIMS, claims)
                    .build();
        } catch (MalformedClaimException e) {
            throw new AuthenticationFailedException(e);
        }
    }
}
