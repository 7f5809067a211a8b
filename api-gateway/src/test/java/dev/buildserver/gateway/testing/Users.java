package dev.buildserver.gateway.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Users with tokens of an issuer that the gateway under test trusts. */
public final class Users {
    public static final String ISSUER = "https://issuer.test";
    public static final String DEVELOPER_EMAIL = "developer@example.com";
    private static final KeyPair KEYS = newKeys();

    private Users() {}

    public static String developer() {
        return token(KEYS, ISSUER, DEVELOPER_EMAIL, List.of("Developer"), 300);
    }

    public static String buildMaster() {
        return token(KEYS, ISSUER, "master@example.com", List.of("BuildMaster"), 300);
    }

    public static String admin() {
        return token(KEYS, ISSUER, "admin@example.com", List.of("Admin"), 300);
    }

    public static String withoutEmail() {
        return token(KEYS, ISSUER, null, List.of("Developer"), 300);
    }

    public static String withGroups(String... groups) {
        return token(KEYS, ISSUER, DEVELOPER_EMAIL, List.of(groups), 300);
    }

    public static String expired() {
        return token(KEYS, ISSUER, DEVELOPER_EMAIL, List.of("Admin"), -300);
    }

    public static String ofAnotherIssuer() {
        return token(KEYS, "https://evil.test", DEVELOPER_EMAIL, List.of("Admin"), 300);
    }

    public static String signedByStranger() {
        return token(newKeys(), ISSUER, DEVELOPER_EMAIL, List.of("Admin"), 300);
    }

    static Path writePublicKey(Path folder) throws java.io.IOException {
        String body = Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded());
        return Files.writeString(
                folder.resolve("users.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
    }

    private static String token(
            KeyPair keys, String issuer, String email, List<String> groups, int seconds) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setSubject("user-1");
        claims.setClaim("upn", email == null ? "somebody" : email);
        if (email != null) {
            claims.setClaim("email", email);
        }
        claims.setStringListClaim("groups", groups);
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(NumericDate.now());
        NumericDate end = NumericDate.now();
        end.addSeconds(seconds);
        claims.setExpirationTime(end);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setKey(keys.getPrivate());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
