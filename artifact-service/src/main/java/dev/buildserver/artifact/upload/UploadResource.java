package dev.buildserver.artifact.upload;

import dev.buildserver.artifact.catalog.AttemptOwner;
import dev.buildserver.artifact.catalog.Owners;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;

/** Uploads of one attempt. */
@Path("/internal/v1/attempts/{attemptUid}/artifacts")
@RolesAllowed(Roles.LEASE)
@Blocking
class UploadResource {
    private final UploadArtifact uploads;
    private final Caller caller;

    UploadResource(UploadArtifact uploads, Caller caller) {
        this.uploads = uploads;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response upload(
            @PathParam("attemptUid") UUID attemptUid,
            @BeanParam UploadParameters parameters,
            InputStream content) {
        AttemptOwner owner = Owners.of(caller, attemptUid);
        Uploaded uploaded = uploads.upload(owner, Announcement.parse(parameters), content);
        URI location = URI.create("/internal/v1/artifacts/" + uploaded.artifact().artifactId());
        return (uploaded.isNew() ? Response.created(location) : Response.ok())
                .entity(uploaded.artifact())
                .build();
    }
}
