package dev.buildserver.standalone.keys;

import dev.buildserver.embedded.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Key pairs as two PEM files: PKCS#8 and X.509 (SPKI). */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static void write(KeyPair pair, Path privateFile, Path publicFile) throws IOException {
        Secrets.write(publicFile, encode("PUBLIC KEY", pair.getPublic()));
        // Last: the pair counts as made when its private half exists.
        Secrets.write(privateFile, encode("PRIVATE KEY", pair.getPrivate()));
    }

    static KeyPair read(String algorithm, Path privateFile, Path publicFile)
            throws IOException, GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(algorithm);
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(decode(publicFile))),
                factory.generatePrivate(new PKCS8EncodedKeySpec(decode(privateFile))));
    }

    private static String encode(String kind, Key key) {
        String body =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    private static byte[] decode(Path file) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("-----")) {
                body.append(line.strip());
            }
        }
        return Base64.getDecoder().decode(body.toString());
    }
}
