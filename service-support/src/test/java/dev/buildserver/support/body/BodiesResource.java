package dev.buildserver.support.body;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Reads large bodies, or not. */
@Path("/bodies")
@PermitAll
@Blocking
@Produces(MediaType.TEXT_PLAIN)
public class BodiesResource {
    /** {@code read} for each part that was read, and why bodies could not be read. */
    static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

    @POST
    @Path("/digest")
    @Consumes(MediaType.WILDCARD)
    @LargeBody
    public String digest(InputStream body) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try {
            byte[] buffer = new byte[10_000];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                digest.update(buffer, 0, n);
                SEEN.add("read");
            }
        } catch (IOException e) {
            SEEN.add(e.getMessage());
            throw BuildServerException.invalid(List.of(new Violation("", e.getMessage())));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @POST
    @Path("/first")
    @Consumes(MediaType.WILDCARD)
    @LargeBody
    public String first(InputStream body) throws IOException {
        return Integer.toString(body.read());
    }

    @POST
    @Path("/closed")
    @Consumes(MediaType.WILDCARD)
    @LargeBody
    public String closed(InputStream body) throws IOException {
        try (body) {
            return Integer.toString(body.read());
        }
    }
}
