package dev.buildserver.cache.quarantine;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.quarantine.Case.Place;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.cache.usage.Verifications;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.contract.cache.ReportVerification;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/**
 * What agents found when they built projects again. Only builds of trusted refs are believed: what
 * others make of the same inputs is what their authors want.
 */
@Path("/internal/v1/cache/verifications")
@RolesAllowed(Roles.LEASE)
@Blocking
class VerificationResource {
    private final Quarantines quarantines;
    private final Verifications verifications;
    private final CacheMeters meters;
    private final CacheAccess access;

    VerificationResource(
            Quarantines quarantines,
            Verifications verifications,
            CacheMeters meters,
            CacheAccess access) {
        this.quarantines = quarantines;
        this.verifications = verifications;
        this.meters = meters;
        this.access = access;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void report(@NotNull @Valid ReportVerification report) {
        access.requireTrusted();
        if (report.schema() < 1 || report.schema() > CacheSchema.CURRENT) {
            throw BuildServerException.invalid(
                    List.of(new Violation("schema", "is not one that this service knows")));
        }
        Place place = new Place(access.tenant(), access.project());
        List<Verified> differing =
                report.projects().stream().filter(project -> !project.same()).toList();
        // First what must not be lost; the numbers may be.
        differing.forEach(found -> quarantines.begin(place, found, access.producer()));
        int same = report.projects().size() - differing.size();
        meters.verified(same, differing.size());
        verifications.add(access.tenant(), same, differing.size());
    }
}
