package dev.buildserver.standalone.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir Path folder;

    @Test
    void usersGetATokenPerRole() throws Exception {
        // Given
        Credentials credentials = Credentials.in(folder, InstantSource.fixed(NOW));
        // When
        credentials.writeUserTokens(folder);
        // Then
        String token = Files.readString(folder.resolve("buildmaster.jwt")).strip();
        PublicKey key = publicKey("RSA", credentials.userPublicKey());
        assertThat(isSigned(token, "SHA256withRSA", key)).isTrue();
        JsonNode claims = claims(token);
        assertThat(claims.path("iss").asText()).isEqualTo("buildserver-standalone");
        assertThat(claims.path("sub").asText()).isEqualTo("buildmaster");
        assertThat(claims.path("groups").toString()).isEqualTo("[\"BuildMaster\"]");
        assertThat(claims.path("tenant").asText()).isEqualTo("default");
        assertThat(claims.path("email").asText()).contains("@");
        assertThat(claims.path("exp").asLong())
                .isEqualTo(NOW.plus(Duration.ofDays(365)).getEpochSecond());
        assertThat(folder.resolve("developer.jwt")).exists();
        assertThat(folder.resolve("admin.jwt")).exists();
    }

    @Test
    void anAgentGetsATokenForItsPool() throws Exception {
        // Given
        Credentials credentials = Credentials.in(folder, InstantSource.fixed(NOW));
        Path file = folder.resolve("agent-token");
        // When
        credentials.writeAgentToken(file, "linux-agent-1", "Linux");
        // Then
        String token = Files.readString(file).strip();
        PublicKey key = publicKey("EC", credentials.internalPublicKey());
        assertThat(isSigned(token, "SHA256withECDSAinP1363Format", key)).isTrue();
        JsonNode claims = claims(token);
        assertThat(claims.path("iss").asText()).isEqualTo("buildserver-internal");
        assertThat(claims.path("sub").asText()).isEqualTo("linux-agent-1");
        assertThat(claims.path("groups").toString()).isEqualTo("[\"Agent\"]");
        assertThat(claims.path("pool").asText()).isEqualTo("Linux");
    }

    @Test
    void keysAreMadeOnce() throws Exception {
        // Given
        String first =
                Files.readString(Credentials.in(folder, InstantSource.fixed(NOW)).userPublicKey());
        // When
        Credentials again = Credentials.in(folder, InstantSource.fixed(NOW));
        // Then
        assertThat(again.userPublicKey()).hasContent(first);
    }

    @Test
    void nobodyElseCanReadAnything() throws Exception {
        // Given
        Credentials credentials = Credentials.in(folder, InstantSource.fixed(NOW));
        // When
        credentials.writeUserTokens(folder);
        // Then
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList())
                    .hasSize(7)
                    .allSatisfy(
                            file ->
                                    assertThat(
                                                    PosixFilePermissions.toString(
                                                            Files.getPosixFilePermissions(file)))
                                            .isEqualTo("rw-------"));
        }
    }

    private static boolean isSigned(String token, String algorithm, PublicKey key)
            throws Exception {
        int dot = token.lastIndexOf('.');
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(key);
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }

    private static JsonNode claims(String token) throws Exception {
        return JsonMapper.builder()
                .build()
                .readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static PublicKey publicKey(String algorithm, Path pem) throws Exception {
        String body =
                Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance(algorithm)
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    }
}
