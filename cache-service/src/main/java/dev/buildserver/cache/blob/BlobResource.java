package dev.buildserver.cache.blob;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.EntryLimits;
import dev.buildserver.storage.StoredContent;
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
import java.io.InputStream;

/** Blobs by HTTP. */
@Path("/cas/{hash}")
@RolesAllowed({Roles.LEASE, Roles.SERVICE})
@Blocking
class BlobResource {
    private final Blobs blobs;
    private final CacheAccess access;
    private final EntryLimits limits;

    BlobResource(Blobs blobs, CacheAccess access, EntryLimits limits) {
        this.blobs = blobs;
        this.access = access;
        this.limits = limits;
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    public void put(
            @PathParam("hash") String hash,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            InputStream content) {
        EntryKey key = access.toWrite(EntryKind.CAS, hash);
        blobs.write(key, content, limits.check(EntryKind.CAS, length));
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response get(@PathParam("hash") String hash) {
        StoredContent blob = blobs.read(access.toRead(EntryKind.CAS, hash));
        return Response.ok(blob.stream())
                .header(HttpHeaders.CONTENT_LENGTH, blob.sizeBytes())
                .build();
    }

    @HEAD
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response head(@PathParam("hash") String hash) {
        long size = blobs.size(access.toRead(EntryKind.CAS, hash));
        return Response.ok().header(HttpHeaders.CONTENT_LENGTH, size).build();
    }
}
