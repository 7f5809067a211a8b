package dev.buildserver.support.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** Makes and checks internal tokens: JWTs signed with ES256 by the system itself. */
@ApplicationScoped
public class InternalTokens {
    /** The {@code iss} of every internal token. */
    public static final String ISSUER = "buildserver-internal";

    // An attempt's token comes with each of its calls, a pool's with each of its agents'; checking
    // a
    // signature costs more than all the rest of such a call.
    private static final Duration KNOWN_FOR = Duration.ofSeconds(10);
    // Only a bound: what is full drops the new, and those are the ones that come again.
    private static final int MOST_KNOWN = 20_000;

    private final InstantSource clock;
    private final Duration serviceTokenTtl;
    private final Optional<PrivateKey> signingKey;
    private final Optional<PublicKey> verificationKey;
    private final ProviderContext provider = FastSignatures.context();
    private final Cache<String, JwtClaims> known =
            Caffeine.newBuilder().expireAfterAccess(KNOWN_FOR).maximumSize(MOST_KNOWN).build();

    InternalTokens(InternalConfig config, InstantSource clock) {
        this.clock = clock;
        this.serviceTokenTtl = config.serviceTokenTtl();
        this.signingKey = config.privateKeyFile().map(InternalTokens::readPrivateKey);
        this.verificationKey = config.publicKeyFile().map(InternalTokens::readPublicKey);
    }

    /**
     * A signed token.
     *
     * @param role one of {@link Roles#SERVICE}, {@link Roles#AGENT}, {@link Roles#LEASE}, {@link
     *     Roles#RECEIPT}
     * @param claims more claims; values are strings, numbers or lists of strings
     * @throws IllegalStateException when this service has no signing key
     */
    public String sign(String subject, String role, Map<String, ?> claims, Duration ttl) {
        JwtClaims jwt = new JwtClaims();
        jwt.setIssuer(ISSUER);
        jwt.setSubject(subject);
        jwt.setStringListClaim("groups", List.of(role));
        jwt.setIssuedAt(NumericDate.fromMilliseconds(clock.millis()));
        jwt.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() + ttl.toMillis()));
        claims.forEach(jwt::setClaim);
        String payload = jwt.toJson();
        JsonWebSignature jws = new JsonWebSignature();
        jws.setProviderContext(provider);
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        jws.setPayload(payload);
        jws.setKey(
                signingKey.orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "buildserver.internal.private-key-file is not set")));
        try {
            String token = jws.getCompactSerialization();
            // As a reader would find them: numbers have other types in the claims as given.
            known.put(token, JwtClaims.parse(payload));
            return token;
        } catch (JoseException | InvalidJwtException e) {
            throw new IllegalStateException("an internal token can't be signed", e);
        }
    }

    /** A token for a call between services without a user. */
    public String serviceToken(String service) {
        return sign(service, Roles.SERVICE, Map.of(), serviceTokenTtl);
    }

    /**
     * The claims of a valid internal token; empty when signature, issuer, time or form is wrong, or
     * this service has no verification key.
     */
    public Optional<JwtClaims> verify(String token) {
        if (verificationKey.isEmpty()) {
            return Optional.empty();
        }
        Optional<JwtClaims> before = verifiedBefore(token);
        if (before.isPresent()) {
            return before;
        }
        Optional<JwtClaims> claims = check(token);
        claims.ifPresent(valid -> known.put(token, valid));
        return claims;
    }

    /** The claims of a token that was found valid lately, and still is. */
    Optional<JwtClaims> verifiedBefore(String token) {
        return Optional.ofNullable(known.getIfPresent(token)).filter(this::isInTime);
    }

    private boolean isInTime(JwtClaims claims) {
        try {
            return NumericDate.fromMilliseconds(clock.millis())
                    .isBefore(claims.getExpirationTime());
        } catch (MalformedClaimException e) {
            return false;
        }
    }

    private Optional<JwtClaims> check(String token) {
        JwtConsumer consumer =
                new JwtConsumerBuilder()
                        .setExpectedIssuer(ISSUER)
                        .setRequireSubject()
                        .setRequireExpirationTime()
                        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                        .setVerificationKey(verificationKey.get())
                        .setJwsProviderContext(provider)
                        .setJwsAlgorithmConstraints(
                                AlgorithmConstraints.ConstraintType.PERMIT,
                                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                        .build();
        try {
            return Optional.of(consumer.processToClaims(token));
        } catch (InvalidJwtException e) {
            return Optional.empty();
        }
    }

    private static PrivateKey readPrivateKey(Path file) {
        try {
            return FastSignatures.keys().generatePrivate(new PKCS8EncodedKeySpec(pem(file)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(file + " is not an EC private key in PKCS#8 PEM", e);
        }
    }

    private static PublicKey readPublicKey(Path file) {
        try {
            return FastSignatures.keys().generatePublic(new X509EncodedKeySpec(pem(file)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(file + " is not an EC public key in X.509 PEM", e);
        }
    }

    private static byte[] pem(Path file) {
        try {
            String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
            return Base64.getMimeDecoder().decode(body);
        } catch (IOException e) {
            throw new IllegalStateException("key file " + file + " can't be read", e);
        }
    }
}
