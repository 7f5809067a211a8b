package dev.buildserver.standalone.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes JWTs with one key. */
final class TokenSigner {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String issuer;
    private final String jwtAlgorithm;
    private final String javaAlgorithm;
    private final KeyPair pair;

    private TokenSigner(String issuer, String jwtAlgorithm, String javaAlgorithm, KeyPair pair) {
        this.issuer = issuer;
        this.jwtAlgorithm = jwtAlgorithm;
        this.javaAlgorithm = javaAlgorithm;
        this.pair = pair;
    }

    static TokenSigner rs256(String issuer, KeyPair pair) {
        return new TokenSigner(issuer, "RS256", "SHA256withRSA", pair);
    }

    static TokenSigner es256(String issuer, KeyPair pair) {
        return new TokenSigner(issuer, "ES256", "SHA256withECDSAinP1363Format", pair);
    }

    /** A token with these claims, an id, issuer and times. */
    String sign(String subject, String group, Map<String, ?> more, Instant now, Duration ttl) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", subject);
        claims.put("groups", List.of(group));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ttl).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        claims.putAll(more);
        try {
            String content = part(Map.of("alg", jwtAlgorithm, "typ", "JWT")) + "." + part(claims);
            Signature signature = Signature.getInstance(javaAlgorithm);
            signature.initSign(pair.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("a token can't be signed", e);
        }
    }

    private static String part(Map<String, ?> content) throws JsonProcessingException {
        return base64(JSON.writeValueAsBytes(content));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
