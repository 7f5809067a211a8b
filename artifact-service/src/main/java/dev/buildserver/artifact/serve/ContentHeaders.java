package dev.buildserver.artifact.serve;

import dev.buildserver.contract.artifact.ArtifactMetadata;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** The headers that describe an artifact's content. */
final class ContentHeaders {
    // RFC 5987's attr-char, less the three that are special to shells and URLs.
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";

    private ContentHeaders() {}

    static Response.ResponseBuilder add(
            Response.ResponseBuilder response, ArtifactMetadata artifact) {
        return response.type(artifact.contentType())
                .header(HttpHeaders.ETAG, ETags.of(artifact.sha256()))
                .header("Accept-Ranges", "bytes")
                .header("Repr-Digest", reprDigest(artifact.sha256()))
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(artifact.name()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-transform")
                // Builds choose content and type; a browser must not make a page of it.
                .header("X-Content-Type-Options", "nosniff");
    }

    static String reprDigest(String sha256) {
        byte[] digest = HexFormat.of().parseHex(sha256);
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ':';
    }

    /** A save-as header: an ASCII name for old clients, the real one for all others. */
    static String disposition(String name) {
        StringBuilder ascii = new StringBuilder();
        name.codePoints()
                .map(c -> isPlain(c) || c == ' ' ? c : '_')
                .forEach(ascii::appendCodePoint);
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }

    private static boolean isPlain(int c) {
        return PLAIN.indexOf(c) >= 0;
    }
}
