package dev.buildserver.cache.nuget;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.StoredContent;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** NuGet's V3 protocol, as far as restore needs it. */
@Path("/nuget/v3")
@RolesAllowed({Roles.LEASE, Roles.SERVICE, Roles.DEVELOPER})
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class FeedResource {
    private final Feed feed;

    FeedResource(Feed feed) {
        this.feed = feed;
    }

    /** The service index: where what is. */
    @GET
    @Path("/index.json")
    public Map<String, Object> index(@Context UriInfo uri) {
        URI base = uri.getBaseUriBuilder().path("nuget/v3").build();
        return Map.of(
                "version",
                "3.0.0",
                "resources",
                List.of(
                        resource(base + "/flat/", "PackageBaseAddress/3.0.0"),
                        resource(base + "/registration/", "RegistrationsBaseUrl"),
                        resource(base + "/registration/", "RegistrationsBaseUrl/3.6.0")));
    }

    /** The versions of a package. */
    @GET
    @Path("/flat/{id}/index.json")
    public Map<String, Object> versions(@PathParam("id") String id) {
        return Map.of("versions", known(PackageName.checkedId(id)));
    }

    /** A package, byte for byte as its source has it. */
    @GET
    @Path("/flat/{id}/{version}/{file}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response content(
            @PathParam("id") String id,
            @PathParam("version") String version,
            @PathParam("file") String file) {
        PackageName name = PackageName.of(id, version);
        if (!file.equalsIgnoreCase(name.fileName())) {
            throw new BuildServerException(
                    ErrorCode.NOT_FOUND, "A package's file is " + name.fileName());
        }
        StoredContent content = feed.open(name);
        return Response.ok(content.stream())
                .header(HttpHeaders.CONTENT_LENGTH, content.sizeBytes())
                .build();
    }

    /** The versions of a package with their addresses. */
    @GET
    @Path("/registration/{id}/index.json")
    public Map<String, Object> registration(@PathParam("id") String id, @Context UriInfo uri) {
        String lower = PackageName.checkedId(id);
        List<String> versions = known(lower);
        URI base = uri.getBaseUriBuilder().path("nuget/v3").build();
        String self = base + "/registration/" + lower + "/index.json";
        List<Map<String, Object>> items =
                versions.stream().map(v -> registered(base, PackageName.of(lower, v))).toList();
        Map<String, Object> page =
                Map.of(
                        "@id", self + "#page",
                        "count", items.size(),
                        "lower", versions.get(0),
                        "upper", versions.get(versions.size() - 1),
                        "items", items);
        return Map.of("@id", self, "count", 1, "items", List.of(page));
    }

    private List<String> known(String id) {
        List<String> versions = feed.versions(id);
        if (versions.isEmpty()) {
            throw new BuildServerException(ErrorCode.NOT_FOUND, "No package source has " + id);
        }
        return versions;
    }

    private static Map<String, Object> registered(URI base, PackageName name) {
        String leaf = base + "/registration/" + name.id() + "/" + name.version() + ".json";
        String content =
                "%s/flat/%s/%s/%s".formatted(base, name.id(), name.version(), name.fileName());
        return Map.of(
                "@id",
                leaf,
                "packageContent",
                content,
                "catalogEntry",
                Map.of(
                        "@id",
                        leaf,
                        "id",
                        name.id(),
                        "version",
                        name.version(),
                        "listed",
                        true,
                        "packageContent",
                        content));
    }

    private static Map<String, String> resource(String address, String type) {
        return Map.of("@id", address, "@type", type);
    }
}
