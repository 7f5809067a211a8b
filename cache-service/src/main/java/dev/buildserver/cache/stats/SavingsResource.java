package dev.buildserver.cache.stats;

import dev.buildserver.cache.usage.SavedTime;
import dev.buildserver.cache.usage.SavedTime.Book;
import dev.buildserver.cache.usage.UsageUnknownException;
import dev.buildserver.contract.cache.ReportSavings;
import dev.buildserver.contract.cache.Savings;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Time that builds saved and spent by the cache, of the project that the lease is for. */
@Path("/internal/v1/cache/savings")
@RolesAllowed(Roles.LEASE)
@Blocking
class SavingsResource {
    private final SavedTime savedTime;
    private final CacheMeters meters;
    private final Caller caller;

    SavingsResource(SavedTime savedTime, CacheMeters meters, Caller caller) {
        this.savedTime = savedTime;
        this.meters = meters;
        this.caller = caller;
    }

    /** Adds an attempt's report. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void report(@NotNull @Valid ReportSavings report) {
        try {
            if (savedTime.add(book(), claim("attempt"), report.projects())) {
                report.projects().forEach(p -> meters.saved(p.savedMillis(), p.spentMillis()));
            }
        } catch (UsageUnknownException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The record of savings does not answer", e);
        }
    }

    /** The sums so far, by project file. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Savings savings() {
        return new Savings(savedTime.of(book()));
    }

    private Book book() {
        return new Book(caller.tenant(), claim("project"));
    }

    private String claim(String name) {
        return caller.claim(name)
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.FORBIDDEN, "The lease token names no " + name));
    }
}
