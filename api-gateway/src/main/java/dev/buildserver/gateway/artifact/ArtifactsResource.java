package dev.buildserver.gateway.artifact;

import dev.buildserver.gateway.http.Ids;
import dev.buildserver.gateway.http.StreamedResponse;
import dev.buildserver.gateway.upstream.Artifacts;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Artifacts: metadata and downloads. */
@Path("/api/v1/artifacts/{artifactId}")
@RolesAllowed(Roles.DEVELOPER)
@Tag(name = "Artifacts")
class ArtifactsResource {
    private static final List<String> ASKED =
            List.of("Range", "If-Range", "If-None-Match", "If-Match", "If-Modified-Since");
    private static final List<String> ANSWERED =
            List.of(
                    "Content-Type",
                    "Content-Length",
                    "Content-Range",
                    "Content-Disposition",
                    "Accept-Ranges",
                    "ETag",
                    "Last-Modified",
                    "Repr-Digest");

    private final AcceptedArtifacts accepted;
    private final Artifacts artifacts;

    ArtifactsResource(AcceptedArtifacts accepted, Artifacts artifacts) {
        this.accepted = accepted;
        this.artifacts = artifacts;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getArtifact", summary = "An artifact's metadata")
    public Uni<ArtifactView> artifact(@RestPath String artifactId) {
        return accepted.find(Ids.artifact(artifactId)).map(ArtifactView::of);
    }

    @GET
    @Path("/download")
    @Operation(
            operationId = "downloadArtifact",
            summary = "An artifact's content; ranges and conditions work")
    @APIResponse(
            responseCode = "200",
            description = "The whole content",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "206", description = "The range that was asked for")
    @APIResponse(responseCode = "304", description = "What the client has is current")
    public Uni<Void> download(@RestPath String artifactId, @Context RoutingContext request) {
        return content(artifactId, HttpMethod.GET, request);
    }

    @HEAD
    @Path("/download")
    @Operation(operationId = "headArtifact", summary = "The headers of an artifact's content")
    @APIResponse(responseCode = "200", description = "The headers")
    public Uni<Void> downloadHead(@RestPath String artifactId, @Context RoutingContext request) {
        return content(artifactId, HttpMethod.HEAD, request);
    }

    private Uni<Void> content(String artifactId, HttpMethod method, RoutingContext request) {
        UUID id = Ids.artifact(artifactId);
        return accepted.find(id)
                .chain(artifact -> artifacts.content(id, method, asked(request)))
                .chain(content -> StreamedResponse.pass(content, ANSWERED, request));
    }

    private static Map<String, String> asked(RoutingContext request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : ASKED) {
            String value = request.request().getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
