package dev.buildserver.support.security;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Says who the caller is, behind one path for each role. */
@Path("/who")
public class WhoResource {
    private final Caller caller;

    WhoResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    @Path("Developer")
    @RolesAllowed(Roles.DEVELOPER)
    public Map<String, Object> developer() {
        return who();
    }

    @GET
    @Path("BuildMaster")
    @RolesAllowed(Roles.BUILD_MASTER)
    public Map<String, Object> buildMaster() {
        return who();
    }

    @GET
    @Path("Admin")
    @RolesAllowed(Roles.ADMIN)
    public Map<String, Object> admin() {
        return who();
    }

    @GET
    @Path("Service")
    @RolesAllowed(Roles.SERVICE)
    public Map<String, Object> service() {
        return who();
    }

    @GET
    @Path("Agent")
    @RolesAllowed(Roles.AGENT)
    public Map<String, Object> agent() {
        return who();
    }

    @GET
    @Path("Lease")
    @RolesAllowed(Roles.LEASE)
    public Map<String, Object> lease() {
        return who();
    }

    @GET
    @Path("attempts/{attempt}")
    public UUID attempt(@PathParam("attempt") UUID attempt) {
        return caller.requireAttempt(attempt);
    }

    private Map<String, Object> who() {
        List<String> roles =
                Stream.of(Roles.USERS, Roles.INTERNAL)
                        .flatMap(Set::stream)
                        .filter(caller::has)
                        .sorted()
                        .toList();
        return Map.of(
                "subject", caller.subject(),
                "tenant", caller.tenant(),
                "email", caller.email().orElse(""),
                "roles", roles);
    }
}
