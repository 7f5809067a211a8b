package dev.buildserver.cache.entry;

import dev.buildserver.contract.cache.EntriesStored;
import dev.buildserver.contract.cache.LookupEntries;
import dev.buildserver.contract.cache.ReportBroken;
import dev.buildserver.contract.cache.StoreEntries;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Entries of builds. */
@Path("/internal/v1/cache/entries")
@RolesAllowed({Roles.LEASE, Roles.SERVICE})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class EntryResource {
    private final Lookups lookups;
    private final Stores stores;
    private final BrokenEntries broken;

    EntryResource(Lookups lookups, Stores stores, BrokenEntries broken) {
        this.lookups = lookups;
        this.stores = stores;
        this.broken = broken;
    }

    /** The entries of many keys: {@link dev.buildserver.contract.cache.EntriesFound}. */
    @POST
    @Path("/lookup")
    public byte[] lookup(@NotNull @Valid LookupEntries question) {
        return lookups.answer(question);
    }

    /** Stores entries; each by itself. */
    @POST
    public EntriesStored store(@NotNull @Valid StoreEntries request) {
        return stores.store(request);
    }

    /** Drops entries whose blobs are gone. */
    @POST
    @Path("/broken")
    public ReportBroken.Answer broken(@NotNull @Valid ReportBroken report) {
        return broken.drop(report);
    }
}
