package dev.buildserver.support.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Remembers users' tokens that were found valid: a client sends the same one with each call, and
 * checking it costs more than the rest of a call. For a minute at most, so that a key that the
 * issuer withdraws is soon without effect; and never beyond the token's own end.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class KnownPrincipals extends JWTCallerPrincipalFactory {
    private static final int MOST = 2_000;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final JWTCallerPrincipalFactory checked = new DefaultJWTCallerPrincipalFactory();
    private final InstantSource clock;
    private final Cache<String, JWTCallerPrincipal> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

    KnownPrincipals(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context)
            throws ParseException {
        JWTCallerPrincipal before = known.getIfPresent(token);
        if (before != null && clock.instant().getEpochSecond() < before.getExpirationTime()) {
            return before;
        }
        JWTCallerPrincipal principal = checked.parse(token, context);
        known.put(token, principal);
        return principal;
    }
}
