package dev.buildserver.standalone.keys;

import dev.buildserver.embedded.Secrets;
import dev.buildserver.standalone.folder.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/** The two key pairs of an installation, made once, and the tokens signed with them. */
public final class Credentials {
    /** The {@code iss} of users' tokens. */
    public static final String USER_ISSUER = "buildserver-standalone";

    private static final String INTERNAL_ISSUER = "buildserver-internal";
    // Tokens are made anew at each start; a year only bounds how long one process may live.
    private static final Duration TTL = Duration.ofDays(365);
    private static final int RSA_BITS = 2048;

    private final Path folder;
    private final InstantSource clock;
    private final TokenSigner users;
    private final TokenSigner internal;

    private Credentials(Path folder, InstantSource clock, TokenSigner users, TokenSigner internal) {
        this.folder = folder;
        this.clock = clock;
        this.users = users;
        this.internal = internal;
    }

    /** Reads the keys from a folder that exists, or makes them. */
    public static Credentials in(Path folder, InstantSource clock) {
        try {
            KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(RSA_BITS);
            KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
            ec.initialize(new ECGenParameterSpec("secp256r1"));
            return new Credentials(
                    folder,
                    clock,
                    TokenSigner.rs256(USER_ISSUER, pair(folder, "user", rsa)),
                    TokenSigner.es256(INTERNAL_ISSUER, pair(folder, "internal", ec)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new LauncherException("The keys in " + folder + " can't be used: " + e, e);
        }
    }

    /** Checks users' tokens. */
    public Path userPublicKey() {
        return publicFile(folder, "user");
    }

    /** Checks internal tokens. */
    public Path internalPublicKey() {
        return publicFile(folder, "internal");
    }

    /** Signs internal tokens; for services, never for agents. */
    public Path internalPrivateKey() {
        return privateFile(folder, "internal");
    }

    /**
     * Writes {@code developer.jwt}, {@code buildmaster.jwt} and {@code admin.jwt}, each for a user
     * of that name.
     */
    public void writeUserTokens(Path tokens) throws IOException {
        for (String role : new String[] {"Developer", "BuildMaster", "Admin"}) {
            String name = role.toLowerCase(Locale.ROOT);
            Map<String, String> claims =
                    Map.of(
                            "upn",
                            name,
                            "email",
                            name + "@buildserver.localhost",
                            "tenant",
                            "default");
            Secrets.write(
                    tokens.resolve(name + ".jwt"),
                    users.sign(name, role, claims, clock.instant(), TTL) + "\n");
        }
    }

    /** Writes the token by which an agent registers in a pool. */
    public void writeAgentToken(Path file, String agent, String pool) throws IOException {
        Secrets.write(
                file,
                internal.sign(agent, "Agent", Map.of("pool", pool), clock.instant(), TTL) + "\n");
    }

    private static KeyPair pair(Path folder, String name, KeyPairGenerator generator)
            throws IOException, GeneralSecurityException {
        Path privateFile = privateFile(folder, name);
        Path publicFile = publicFile(folder, name);
        if (!Files.exists(privateFile)) {
            Pem.write(generator.generateKeyPair(), privateFile, publicFile);
        }
        return Pem.read(generator.getAlgorithm(), privateFile, publicFile);
    }

    private static Path privateFile(Path folder, String name) {
        return folder.resolve(name + "-private.pem");
    }

    private static Path publicFile(Path folder, String name) {
        return folder.resolve(name + "-public.pem");
    }
}
