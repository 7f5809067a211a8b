package dev.buildserver.artifact.upload;

import dev.buildserver.artifact.catalog.AttemptOwner;
import dev.buildserver.artifact.catalog.Owners;
import dev.buildserver.contract.artifact.AskStored;
import dev.buildserver.contract.artifact.CopyArtifact;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.support.body.LargeBody;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** Uploads of one attempt. */
@Path("/internal/v1/attempts/{attemptUid}/artifacts")
@RolesAllowed(Roles.LEASE)
@Blocking
class UploadResource {
    private final UploadArtifact uploads;
    private final CopyStored copies;
    private final Caller caller;

    UploadResource(UploadArtifact uploads, CopyStored copies, Caller caller) {
        this.uploads = uploads;
        this.copies = copies;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @LargeBody
    public Response upload(
            @PathParam("attemptUid") UUID attemptUid,
            @BeanParam UploadParameters parameters,
            InputStream content) {
        AttemptOwner owner = Owners.of(caller, attemptUid);
        return answer(uploads.upload(owner, Announcement.parse(parameters), content));
    }

    /** Which contents need not be sent. */
    @POST
    @Path("/stored")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public AskStored.Answer stored(@PathParam("attemptUid") UUID attemptUid, AskStored question) {
        AttemptOwner owner = Owners.of(caller, attemptUid);
        return new AskStored.Answer(copies.stored(owner.tenant(), checked(question)));
    }

    /** Takes an artifact whose content is there; 404 when it has to be sent. */
    @POST
    @Path("/copies")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response copy(@PathParam("attemptUid") UUID attemptUid, CopyArtifact artifact) {
        AttemptOwner owner = Owners.of(caller, attemptUid);
        Announcement announced = Announcement.parse(UploadParameters.of(given(artifact)));
        return copies.copy(owner, announced)
                .map(UploadResource::answer)
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.ARTIFACT_NOT_FOUND,
                                        "The content is not stored: it has to be sent"));
    }

    private static List<String> checked(AskStored question) {
        List<String> digests = given(question).digests();
        if (digests == null || digests.size() > AskStored.MOST_DIGESTS || digests.contains(null)) {
            throw BuildServerException.invalid(
                    List.of(
                            new Violation(
                                    "digests",
                                    "must be a list of at most " + AskStored.MOST_DIGESTS)));
        }
        return digests;
    }

    private static <T> T given(T body) {
        if (body == null) {
            throw BuildServerException.invalid(List.of(new Violation("", "a body is needed")));
        }
        return body;
    }

    private static Response answer(Uploaded uploaded) {
        URI location = URI.create("/internal/v1/artifacts/" + uploaded.artifact().artifactId());
        return (uploaded.isNew() ? Response.created(location) : Response.ok())
                .entity(uploaded.artifact())
                .build();
    }
}
