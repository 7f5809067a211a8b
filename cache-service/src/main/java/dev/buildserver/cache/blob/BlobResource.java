package dev.buildserver.cache.blob;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.EntryLimits;
import dev.buildserver.storage.StoredContent;
import dev.buildserver.support.body.LargeBody;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Blobs by HTTP, as Bazel and others speak it. */
@Path("/cas/{hash}")
@RolesAllowed({Roles.LEASE, Roles.SERVICE, Roles.DEVELOPER})
@Blocking
class BlobResource {
    private final Blobs blobs;
    private final DecodedUpload decoded;
    private final CacheAccess access;
    private final EntryLimits limits;

    BlobResource(Blobs blobs, DecodedUpload decoded, CacheAccess access, EntryLimits limits) {
        this.blobs = blobs;
        this.decoded = decoded;
        this.access = access;
        this.limits = limits;
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @LargeBody
    public void put(
            @PathParam("hash") String hash,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            InputStream content)
            throws IOException {
        EntryKey key = access.blobToWrite(hash);
        long size = limits.check(EntryKind.CAS, length);
        if (Encodings.isZstd(encoding)) {
            decoded.write(key, content, encoding);
        } else {
            blobs.write(key, Encodings.decoded(content, encoding), size);
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response get(
            @PathParam("hash") String hash,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String accepted) {
        StoredContent blob = blobs.read(access.blob(hash));
        if (Encodings.takesZstd(accepted)) {
            return Response.ok(compressed(blob))
                    .header(HttpHeaders.CONTENT_ENCODING, Encodings.ZSTD)
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                    .build();
        }
        boolean small = blob.sizeBytes() <= SharedReads.SMALL_BYTES;
        return Response.ok(small ? blob.stream() : new WidePieces(blob.stream()))
                .header(HttpHeaders.CONTENT_LENGTH, blob.sizeBytes())
                .build();
    }

    @HEAD
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response head(@PathParam("hash") String hash) {
        long size = blobs.size(access.blob(hash));
        return Response.ok().header(HttpHeaders.CONTENT_LENGTH, size).build();
    }

    private static StreamingOutput compressed(StoredContent blob) {
        return out -> {
            try (InputStream in = blob.stream();
                    OutputStream zstd = Encodings.zstd(out)) {
                in.transferTo(zstd);
            }
        };
    }
}
