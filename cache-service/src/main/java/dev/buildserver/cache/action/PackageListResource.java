package dev.buildserver.cache.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.EntryLimits;
import dev.buildserver.contract.cache.PackageList;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Lists of packages by the hash of the lock file that named them. */
@Path("/internal/v1/cache/nuget/packages/{lockHash}")
@RolesAllowed({Roles.LEASE, Roles.SERVICE})
@Blocking
class PackageListResource {
    private final Actions actions;
    private final CacheAccess access;
    private final EntryLimits limits;
    private final ObjectMapper mapper;

    PackageListResource(
            Actions actions, CacheAccess access, EntryLimits limits, ObjectMapper mapper) {
        this.actions = actions;
        this.access = access;
        this.limits = limits;
        this.mapper = mapper;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public void put(@PathParam("lockHash") String lockHash, @NotNull @Valid PackageList packages)
            throws JsonProcessingException {
        byte[] json = mapper.writeValueAsBytes(packages);
        limits.check(EntryKind.AC, json.length);
        actions.write(access.packageListToWrite(lockHash), json);
    }

    /** The list, a {@link PackageList}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] get(@PathParam("lockHash") String lockHash) {
        return actions.read(access.packageLists(lockHash));
    }
}
