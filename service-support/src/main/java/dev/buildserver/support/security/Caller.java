package dev.buildserver.support.security;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;

/** Who makes the current request. */
@RequestScoped
public class Caller {
    static final String INTERNAL_CLAIMS = "dev.buildserver.internal-claims";
    private static final String DEFAULT_TENANT = "default";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Whether the caller has the role, directly or through a higher one. */
    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /** Subject of the caller's token. */
    public String subject() {
        return identity.getPrincipal().getName();
    }

    /** A user's mail address; empty for internal callers and for tokens without one. */
    public Optional<String> email() {
        return userClaim("email");
    }

    /** The tenant to which the caller belongs; {@code default} for users without the claim. */
    public String tenant() {
        return claim("tenant").orElse(DEFAULT_TENANT);
    }

    /** A string claim of the caller's token, of either kind. */
    public Optional<String> claim(String name) {
        JwtClaims internal = identity.getAttribute(INTERNAL_CLAIMS);
        return internal == null
                ? userClaim(name)
                : Optional.ofNullable(internal.getClaimValueAsString(name));
    }

    /**
     * The attempt for which a lease token was made.
     *
     * @throws BuildServerException {@code FORBIDDEN} unless the token is for exactly this attempt
     */
    public UUID requireAttempt(UUID attemptUid) {
        if (!has(Roles.LEASE) || !claim("attempt").equals(Optional.of(attemptUid.toString()))) {
            throw new BuildServerException(
                    ErrorCode.FORBIDDEN, "The lease token is for another attempt");
        }
        return attemptUid;
    }

    private Optional<String> userClaim(String name) {
        return identity.getPrincipal() instanceof JsonWebToken jwt
                ? jwt.<Object>claim(name).map(Object::toString)
                : Optional.empty();
    }
}
