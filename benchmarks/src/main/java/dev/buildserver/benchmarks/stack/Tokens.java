package dev.buildserver.benchmarks.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens for as many users, tenants and agents as a load needs. */
public final class Tokens {
    private static final Duration TTL = Duration.ofDays(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path keys;
    private final InstantSource clock;

    Tokens(Path keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** By which any agent of a pool registers. */
    public String ofPool(String pool) throws IOException {
        return sign(
                "internal",
                "EC",
                "ES256",
                "SHA256withECDSAinP1363Format",
                claims("buildserver-internal", "pool:" + pool, "Agent", Map.of("pool", pool)));
    }

    /** A lease of a build of a branch, for the cache. */
    public String lease(String project) throws IOException {
        Map<String, String> more =
                Map.of(
                        "attempt", "load",
                        "build", "load",
                        "tenant", tenant(1),
                        "project", project,
                        "ref", "main",
                        "trusted", "true");
        return sign(
                "internal",
                "EC",
                "ES256",
                "SHA256withECDSAinP1363Format",
                claims("buildserver-internal", "load", "Lease", more));
    }

    /**
     * A developer of each tenant; the first tenant is that of the stack's own users.
     *
     * @param tenants at least 1
     */
    public List<String> developers(int tenants) throws IOException {
        List<String> tokens = new ArrayList<>();
        for (int i = 1; i <= tenants; i++) {
            tokens.add(developer(tenant(i)));
        }
        return tokens;
    }

    /**
     * A build master of each tenant.
     *
     * @param tenants at least 1
     */
    public List<String> buildMasters(int tenants) throws IOException {
        List<String> tokens = new ArrayList<>();
        for (int i = 1; i <= tenants; i++) {
            tokens.add(user(tenant(i), "BuildMaster"));
        }
        return tokens;
    }

    /** A developer of one tenant. */
    public String developer(String tenant) throws IOException {
        return user(tenant, "Developer");
    }

    private String user(String tenant, String role) throws IOException {
        Map<String, String> more =
                Map.of("upn", "load", "email", "load@buildserver.localhost", "tenant", tenant);
        return sign(
                "user",
                "RSA",
                "RS256",
                "SHA256withRSA",
                claims("buildserver-standalone", "load", role, more));
    }

    /**
     * Name of a tenant.
     *
     * @param number from 1
     */
    public static String tenant(int number) {
        return number == 1 ? "default" : "tenant-" + number;
    }

    private Map<String, Object> claims(
            String issuer, String subject, String group, Map<String, String> more) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", subject);
        claims.put("groups", List.of(group));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(TTL).getEpochSecond());
        claims.putAll(more);
        return claims;
    }

    private String sign(
            String key,
            String kind,
            String jwtAlgorithm,
            String javaAlgorithm,
            Map<String, Object> claims)
            throws IOException {
        try {
            PrivateKey privateKey =
                    KeyFactory.getInstance(kind)
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            pem(keys.resolve(key + "-private.pem"))));
            String content = part(Map.of("alg", jwtAlgorithm, "typ", "JWT")) + "." + part(claims);
            Signature signature = Signature.getInstance(javaAlgorithm);
            signature.initSign(privateKey);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException("no token can be made with the keys in " + keys, e);
        }
    }

    private static byte[] pem(Path file) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("-----")) {
                body.append(line.strip());
            }
        }
        return Base64.getDecoder().decode(body.toString());
    }

    private static String part(Map<String, ?> content) throws JsonProcessingException {
        return base64(JSON.writeValueAsBytes(content));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
