package dev.buildserver.orchestrator.limit;

import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitList;
import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.orchestrator.limit.LimitStore.Subject;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** Where users look at limits, build masters set those of projects, and admins those of tenants. */
@Path("/internal/v1")
class LimitsResource {
    private final Limits limits;
    private final Caller caller;

    LimitsResource(Limits limits, Caller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    @GET
    @Path("/limits")
    @RolesAllowed(Roles.DEVELOPER)
    public LimitList all() {
        return new LimitList(limits.all(caller.tenant()));
    }

    @GET
    @Path("/projects/{name}/limit")
    @RolesAllowed(Roles.DEVELOPER)
    public LimitDetails project(@PathParam("name") String name) {
        return limits.of(existing(name));
    }

    @PUT
    @Path("/projects/{name}/limit")
    @RolesAllowed(Roles.BUILD_MASTER)
    public LimitDetails setProject(@PathParam("name") String name, SetLimit limit) {
        return set(existing(name), limit);
    }

    @DELETE
    @Path("/projects/{name}/limit")
    @RolesAllowed(Roles.BUILD_MASTER)
    public LimitDetails clearProject(@PathParam("name") String name) {
        return clear(existing(name));
    }

    @GET
    @Path("/tenants/{name}/limit")
    @RolesAllowed(Roles.ADMIN)
    public LimitDetails tenant(@PathParam("name") String name) {
        return limits.of(Subject.tenant(name));
    }

    @PUT
    @Path("/tenants/{name}/limit")
    @RolesAllowed(Roles.ADMIN)
    public LimitDetails setTenant(@PathParam("name") String name, SetLimit limit) {
        return set(Subject.tenant(name), limit);
    }

    @DELETE
    @Path("/tenants/{name}/limit")
    @RolesAllowed(Roles.ADMIN)
    public LimitDetails clearTenant(@PathParam("name") String name) {
        return clear(Subject.tenant(name));
    }

    /** Only of the caller's tenant: a project of another does not exist for it. */
    private Subject existing(String project) {
        if (!limits.projectExists(caller.tenant(), project)) {
            throw new BuildServerException(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "There is no project " + project + "; its first build makes it");
        }
        return Subject.project(caller.tenant(), project);
    }

    private LimitDetails set(Subject subject, SetLimit limit) {
        Integer max = limit == null ? null : limit.maxConcurrentBuilds();
        if (max == null || max < 0 || max > SetLimit.MOST) {
            throw BuildServerException.invalid(
                    List.of(new Violation("maxConcurrentBuilds", "must be 0 to " + SetLimit.MOST)));
        }
        limits.set(subject, max);
        return limits.of(subject);
    }

    private LimitDetails clear(Subject subject) {
        limits.clear(subject);
        return limits.of(subject);
    }
}
