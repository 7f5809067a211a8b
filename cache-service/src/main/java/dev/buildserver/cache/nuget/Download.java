package dev.buildserver.cache.nuget;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A package that came from a source, in a file that is deleted at the end.
 *
 * @param sha256 hexadecimal, the name of its blob
 * @param sha512 base64, the form in which lock files have it
 */
record Download(Path file, long sizeBytes, String sha256, String sha512) implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    /**
     * Takes all of a stream.
     *
     * @throws IOException when it is too large, breaks off, or is no package
     */
    static Download of(InputStream content, PackageName name, long mostBytes) throws IOException {
        Path file = Files.createTempFile("nuget-", ".nupkg");
        boolean good = false;
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
            try (content;
                    OutputStream out =
                            new DigestOutputStream(
                                    new DigestOutputStream(Files.newOutputStream(file), sha256),
                                    sha512)) {
                copy(content, out, mostBytes);
            }
            checkPackage(file, name);
            good = true;
            return new Download(
                    file,
                    Files.size(file),
                    HexFormat.of().formatHex(sha256.digest()),
                    Base64.getEncoder().encodeToString(sha512.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-2", e);
        } finally {
            if (!good) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void copy(InputStream in, OutputStream out, long mostBytes) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            size += n;
            if (size > mostBytes) {
                throw new IOException("The package has more than " + mostBytes + " bytes");
            }
            out.write(buffer, 0, n);
        }
    }

    // A page that says "sign in" with status 200 must not become a package.
    private static void checkPackage(Path file, PackageName name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.stream().noneMatch(entry -> entry.getName().endsWith(".nuspec"))) {
                throw new IOException("%s has no nuspec".formatted(name.fileName()));
            }
        } catch (ZipException e) {
            throw new IOException("%s is no package".formatted(name.fileName()), e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
