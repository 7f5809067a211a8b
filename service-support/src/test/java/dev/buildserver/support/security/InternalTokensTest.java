package dev.buildserver.support.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InternalTokensTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir private Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;
    private InternalTokens tokens;
    // Another service with the same keys: it can't know what the first one made.
    private InternalTokens others;

    @BeforeEach
    void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        write("private.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
        write("public.pem", "PUBLIC KEY", pair.getPublic().getEncoded());
        tokens = new InternalTokens(config("public.pem", "private.pem"), clock);
        others = new InternalTokens(config("public.pem", "private.pem"), clock);
    }

    @Test
    void whatWasSignedIsVerified() throws Exception {
        // Given
        String token =
                tokens.sign("agent-1", Roles.LEASE, Map.of("attempt", "a"), Duration.ofMinutes(1));
        // When
        JwtClaims claims = others.verify(token).orElseThrow();
        // Then
        assertThat(claims.getSubject()).isEqualTo("agent-1");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly(Roles.LEASE);
        assertThat(claims.getStringClaimValue("attempt")).isEqualTo("a");
    }

    @Test
    void aTokenEndsAlsoWhereItIsKnown() {
        // Given
        String token = tokens.serviceToken("gateway");
        // When
        now.set(START.plus(Duration.ofMinutes(4)));
        Optional<JwtClaims> inTime = others.verify(token);
        now.set(START.plus(Duration.ofMinutes(6)));
        // Then
        assertThat(inTime).isPresent();
        assertThat(others.verify(token)).isEmpty();
        assertThat(tokens.verify(token)).isEmpty();
        assertThat(new InternalTokens(config("public.pem", "private.pem"), clock).verify(token))
                .isEmpty();
    }

    @Test
    void whoSignedATokenReadsItAsOthersDo() throws Exception {
        // Given
        String token = tokens.sign("a", Roles.RECEIPT, Map.of("count", 2), Duration.ofMinutes(1));
        // When
        JwtClaims own = tokens.verify(token).orElseThrow();
        JwtClaims other = others.verify(token).orElseThrow();
        // Then
        assertThat(own.getClaimsMap()).isEqualTo(other.getClaimsMap());
    }

    @Test
    void aTokenThatIsLikeAKnownOneIsRefused() {
        // Given
        String token = tokens.serviceToken("gateway");
        others.verify(token);
        // When
        String forged = token.substring(0, token.length() - 4) + "AAAA";
        // Then
        assertThat(others.verify(forged)).isEmpty();
    }

    @Test
    void withoutThePublicKeyNothingIsAccepted() {
        // Given
        String token = tokens.serviceToken("gateway");
        // When
        InternalTokens blind = new InternalTokens(config(null, "private.pem"), clock);
        // Then
        assertThat(blind.verify(token)).isEmpty();
    }

    @Test
    void withoutThePrivateKeyNothingIsSigned() {
        // Given
        InternalTokens reader = new InternalTokens(config("public.pem", null), clock);
        // When
        assertThatThrownBy(() -> reader.serviceToken("cache"))
                // Then
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("buildserver.internal.private-key-file");
    }

    @Test
    void aBadKeyFileIsNamed() throws IOException {
        // Given
        Files.writeString(folder.resolve("bad.pem"), "nonsense");
        // When
        assertThatThrownBy(() -> new InternalTokens(config("bad.pem", null), clock))
                // Then
                .hasMessageContaining("bad.pem is not an EC public key");
        assertThatThrownBy(() -> new InternalTokens(config(null, "missing.pem"), clock))
                .hasMessageContaining("missing.pem can't be read");
    }

    private void write(String name, String kind, byte[] key) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(key), kind));
    }

    private InternalConfig config(String publicKey, String privateKey) {
        return new InternalConfig() {
            @Override
            public Optional<Path> publicKeyFile() {
                return Optional.ofNullable(publicKey).map(folder::resolve);
            }

            @Override
            public Optional<Path> privateKeyFile() {
                return Optional.ofNullable(privateKey).map(folder::resolve);
            }

            @Override
            public Duration serviceTokenTtl() {
                return Duration.ofMinutes(5);
            }
        };
    }
}
