package dev.buildserver.testing.tokens;

import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Mints tokens that services configured by {@link TestKeys} accept. They live for an hour. */
public final class TestTokens {
    private static final float MINUTES = 60;

    private TestTokens() {}

    /** {@code dev@example.com} of the default tenant. */
    public static String developer() {
        return user("Developer", "dev@example.com", Map.of());
    }

    /** {@code master@example.com} of the default tenant. */
    public static String buildMaster() {
        return user("BuildMaster", "master@example.com", Map.of());
    }

    /** {@code admin@example.com} of the default tenant. */
    public static String admin() {
        return user("Admin", "admin@example.com", Map.of());
    }

    /**
     * A user's token.
     *
     * @param claims more claims, such as {@code tenant}
     */
    public static String user(String role, String email, Map<String, ?> claims) {
        JwtClaims jwt = claims(TestKeys.USER_ISSUER, email, role, claims);
        jwt.setStringClaim("email", email);
        jwt.setStringClaim("upn", email);
        return sign(
                jwt, AlgorithmIdentifiers.RSA_USING_SHA256, TestKeys.ofThisJvm().users(), "users");
    }

    /** The credential of an agent in a pool. */
    public static String agent(String agentName, String pool) {
        return internal(agentName, "Agent", Map.of("pool", pool));
    }

    /** The credential of another service. */
    public static String service(String service) {
        return internal(service, "Service", Map.of());
    }

    /**
     * An internal token.
     *
     * @param role Service, Agent or Lease
     */
    public static String internal(String subject, String role, Map<String, ?> claims) {
        return sign(
                claims("buildserver-internal", subject, role, claims),
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                TestKeys.ofThisJvm().internal(),
                "internal");
    }

    private static JwtClaims claims(
            String issuer, String subject, String role, Map<String, ?> claims) {
        JwtClaims jwt = new JwtClaims();
        jwt.setIssuer(issuer);
        jwt.setSubject(subject);
        jwt.setStringListClaim("groups", List.of(role));
        jwt.setIssuedAtToNow();
        jwt.setExpirationTimeMinutesInTheFuture(MINUTES);
        claims.forEach(jwt::setClaim);
        return jwt;
    }

    private static String sign(JwtClaims jwt, String algorithm, PrivateKey key, String keyId) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setKeyIdHeaderValue(keyId);
        jws.setPayload(jwt.toJson());
        jws.setKey(key);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
