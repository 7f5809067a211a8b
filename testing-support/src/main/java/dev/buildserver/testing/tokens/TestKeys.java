package dev.buildserver.testing.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/**
 * The key pairs of a JVM's tests, as files: an RSA pair of the users' issuer, a P-256 pair for
 * internal tokens.
 */
public final class TestKeys {
    /** The {@code iss} of the users' tokens. */
    public static final String USER_ISSUER = "https://issuer.example.com";

    private static final String FOLDER_PROPERTY = "dev.buildserver.testing.keys";

    private final Path folder;

    private TestKeys(Path folder) {
        this.folder = folder;
    }

    /** The same in every class loader; made when it is asked for first. */
    public static TestKeys ofThisJvm() {
        synchronized (System.getProperties()) {
            String known = System.getProperty(FOLDER_PROPERTY);
            if (known != null) {
                return new TestKeys(Path.of(known));
            }
            Path folder = make();
            System.setProperty(FOLDER_PROPERTY, folder.toString());
            return new TestKeys(folder);
        }
    }

    /** What a service needs to accept tokens of {@link TestTokens} and to sign internal ones. */
    public Map<String, String> configuration() {
        return Map.of(
                "mp.jwt.verify.issuer", USER_ISSUER,
                "mp.jwt.verify.publickey.location", folder.resolve("users.pub").toUri().toString(),
                "buildserver.internal.public-key-file", folder.resolve("internal.pub").toString(),
                "buildserver.internal.private-key-file", folder.resolve("internal.key").toString());
    }

    PrivateKey users() {
        return read("users.key", "RSA");
    }

    PrivateKey internal() {
        return read("internal.key", "EC");
    }

    private PrivateKey read(String file, String algorithm) {
        try {
            String body =
                    Files.readString(folder.resolve(file)).replaceAll("-----[A-Z ]+-----", "");
            byte[] encoded = Base64.getMimeDecoder().decode(body);
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory("buildserver-test-keys-");
            // Deleted in reverse order of registration, so after the files in it.
            folder.toFile().deleteOnExit();
            KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(2048);
            write(folder, "users", rsa.generateKeyPair());
            KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
            ec.initialize(new ECGenParameterSpec("secp256r1"));
            write(folder, "internal", ec.generateKeyPair());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path folder, String name, KeyPair pair) throws IOException {
        write(folder.resolve(name + ".key"), "PRIVATE KEY", pair.getPrivate());
        write(folder.resolve(name + ".pub"), "PUBLIC KEY", pair.getPublic());
    }

    private static void write(Path file, String kind, Key key) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
        file.toFile().deleteOnExit();
    }
}
