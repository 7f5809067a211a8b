package dev.buildserver.cli.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.buildserver.cli.client.ClientJson;
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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Signs tokens as the services expect them of agents: JWT, ES256, with the internal key. */
public final class AgentTokens {
    private static final String ISSUER = "buildserver-internal";
    private static final String ROLE = "Agent";

    private final PrivateKey key;

    private AgentTokens(PrivateKey key) {
        this.key = key;
    }

    /**
     * @param privateKeyFile EC P-256 private key, PEM (PKCS#8)
     * @throws IOException when the file can't be read, or holds something else
     */
    public static AgentTokens signedWith(Path privateKeyFile) throws IOException {
        String pem = Files.readString(privateKeyFile);
        if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new IOException(privateKeyFile + " holds no private key in PKCS#8 PEM");
        }
        try {
            String body = pem.replaceAll("-----[A-Z ]+-----", "");
            byte[] der = Base64.getMimeDecoder().decode(body);
            PrivateKey key =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            return new AgentTokens(key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(privateKeyFile + " holds no EC private key", e);
        }
    }

    /**
     * A token for the agents of a pool.
     *
     * @param subject who registers by it: an agent's name, or one name for all agents of the pool
     */
    public String forPool(String pool, String subject, Instant now, Duration validity) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", subject);
        claims.put("groups", List.of(ROLE));
        claims.put("pool", pool);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(validity).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        String content = part(Map.of("alg", "ES256", "typ", "JWT")) + "." + part(claims);
        return content + "." + signature(content);
    }

    private String signature(String content) {
        try {
            // The two numbers side by side, as JWS has them, rather than in ASN.1.
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs with P-256", e);
        }
    }

    private static String part(Map<String, ?> content) {
        try {
            return base64(ClientJson.mapper().writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("claims are plain values", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
