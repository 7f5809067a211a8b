package dev.buildserver.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTokensTest {
    @TempDir Path folder;
    private KeyPair keys;

    @BeforeEach
    void keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        String body = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        Files.writeString(
                folder.resolve("private.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }

    private Run run(String... arguments) {
        return Run.in(folder, Map.of(), arguments);
    }

    private static JsonNode decode(String part) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }

    @Test
    void servicesCanCheckIt() throws Exception {
        // When
        Run run = run("agent-token", "Linux", "--private-key-file=private.pem", "--valid-for=P30D");

        // Then
        assertThat(run.status()).as(run.err()).isZero();
        String[] parts = run.out().strip().split("\\.");
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(decode(parts[0]).path("alg").asText()).isEqualTo("ES256");
        JsonNode claims = decode(parts[1]);
        assertThat(claims.path("iss").asText()).isEqualTo("buildserver-internal");
        assertThat(claims.path("groups").path(0).asText()).isEqualTo("Agent");
        assertThat(claims.path("pool").asText()).isEqualTo("Linux");
        assertThat(claims.path("sub").asText()).isEqualTo("pool:Linux");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong())
                .isEqualTo(30 * 24 * 3600);
    }

    @Test
    void mayBeForOneAgent() throws Exception {
        // When
        Run run =
                run(
                        "agent-token",
                        "Linux",
                        "--private-key-file=private.pem",
                        "--agent=agent-7",
                        "--json");

        // Then
        String token = new ObjectMapper().readTree(run.out()).path("token").asText();
        assertThat(decode(token.split("\\.")[1]).path("sub").asText()).isEqualTo("agent-7");
    }

    @Test
    void saysWhatIsWrongWithTheKey() throws IOException {
        // Given
        Files.writeString(folder.resolve("other.pem"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n");

        // When
        Run missing = run("agent-token", "Linux", "--private-key-file=none.pem");
        Run other = run("agent-token", "Linux", "--private-key-file=other.pem");

        // Then
        assertThat(missing.status()).isEqualTo(2);
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("holds no private key in PKCS#8 PEM");
    }
}
