package dev.buildserver.cache.blob;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.pin.Holds;
import dev.buildserver.cache.usage.Pins;
import dev.buildserver.cache.usage.Pins.Hold;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.contract.cache.AskMissing;
import dev.buildserver.contract.cache.BlobFrames;
import dev.buildserver.contract.cache.BlobsStored;
import dev.buildserver.contract.cache.FetchBlobs;
import dev.buildserver.support.body.LargeBody;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Many blobs in one request. */
@Path("/internal/v1/cache/cas")
@RolesAllowed({Roles.LEASE, Roles.SERVICE})
@Blocking
class BatchResource {
    private final BatchUpload upload;
    private final BatchDownload download;
    private final Pins pins;
    private final Holds holds;
    private final CacheAccess access;

    BatchResource(
            BatchUpload upload,
            BatchDownload download,
            Pins pins,
            Holds holds,
            CacheAccess access) {
        this.upload = upload;
        this.download = download;
        this.pins = pins;
        this.holds = holds;
        this.access = access;
    }

    /** Which blobs are missing; the others are pinned. */
    @POST
    @Path("/missing")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public AskMissing.Answer missing(@NotNull @Valid AskMissing question) {
        String tenant = access.tenant();
        List<String> keys =
                question.digests().stream()
                        .map(digest -> EntryKey.blob(tenant, digest).storageKey())
                        .toList();
        // What the record does not know is missing: at worst it is sent once more.
        Hold hold = holds.current();
        Usage.Known known = pins.pin(keys, hold);
        List<String> missing =
                question.digests().stream()
                        .distinct()
                        .filter(
                                digest ->
                                        !known.keys()
                                                .contains(
                                                        EntryKey.blob(tenant, digest).storageKey()))
                        .toList();
        return new AskMissing.Answer(missing, hold.time().toSeconds());
    }

    /** Takes a stream of {@link BlobFrames}. */
    @POST
    @Path("/upload")
    @LargeBody
    @Consumes(BlobFrames.MEDIA_TYPE)
    @Produces(MediaType.APPLICATION_JSON)
    public BlobsStored upload(
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding, InputStream frames)
            throws IOException {
        return upload.take(access.tenant(), access.by(), Encodings.decoded(frames, encoding));
    }

    /** Sends a stream of {@link BlobFrames}. */
    @POST
    @Path("/fetch")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(BlobFrames.MEDIA_TYPE)
    public Response fetch(
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String accepted,
            @NotNull @Valid FetchBlobs wanted) {
        List<EntryKey> keys =
                wanted.digests().stream()
                        .map(digest -> EntryKey.blob(access.tenant(), digest, access.by()))
                        .toList();
        boolean compressed = Encodings.takesZstd(accepted);
        Response.ResponseBuilder answer = Response.ok(download.of(keys, compressed));
        return compressed
                ? answer.header(HttpHeaders.CONTENT_ENCODING, Encodings.ZSTD).build()
                : answer.build();
    }
}
