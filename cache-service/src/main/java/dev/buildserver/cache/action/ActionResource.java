package dev.buildserver.cache.action;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.EntryLimits;
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
import java.io.IOException;
import java.io.InputStream;

/** Action results by HTTP. */
@Path("/ac/{hash}")
@RolesAllowed({Roles.LEASE, Roles.SERVICE, Roles.DEVELOPER})
@Blocking
class ActionResource {
    private final Actions actions;
    private final CacheAccess access;
    private final EntryLimits limits;

    ActionResource(Actions actions, CacheAccess access, EntryLimits limits) {
        this.actions = actions;
        this.access = access;
        this.limits = limits;
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    public void put(
            @PathParam("hash") String hash,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            InputStream result)
            throws IOException {
        EntryKey key = access.actionToWrite(hash);
        int size = Math.toIntExact(limits.check(EntryKind.AC, length));
        actions.write(key, result.readNBytes(size));
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] get(@PathParam("hash") String hash) {
        return actions.read(access.actions(hash));
    }

    @HEAD
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response head(@PathParam("hash") String hash) {
        long size = actions.size(access.actions(hash));
        return Response.ok().header(HttpHeaders.CONTENT_LENGTH, size).build();
    }
}
