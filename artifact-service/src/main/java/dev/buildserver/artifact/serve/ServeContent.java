package dev.buildserver.artifact.serve;

import dev.buildserver.artifact.catalog.ObjectKeys;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ObjectStorage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;

/** Answers requests for an artifact's content, whole or in part. */
@ApplicationScoped
class ServeContent {
    private final ObjectStorage storage;

    ServeContent(ObjectStorage storage) {
        this.storage = storage;
    }

    /**
     * @throws BuildServerException {@code RANGE_NOT_SATISFIABLE}, {@code UNAVAILABLE}
     */
    Response get(ArtifactMetadata artifact, HttpHeaders request) {
        String tag = ETags.of(artifact.sha256());
        if (ETags.matchesAny(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            return ContentHeaders.add(Response.notModified(), artifact).build();
        }
        Optional<ByteRange> range =
                ETags.allowsRange(request.getHeaderString("If-Range"), tag)
                        ? ByteRange.parse(request.getHeaderString("Range"), artifact.sizeBytes())
                        : Optional.empty();
        return range.map(part -> part(artifact, part)).orElseGet(() -> whole(artifact));
    }

    /** What {@link #get} would say of the whole content, without asking the storage. */
    Response head(ArtifactMetadata artifact) {
        return ContentHeaders.add(Response.ok(), artifact)
                .header(HttpHeaders.CONTENT_LENGTH, artifact.sizeBytes())
                .build();
    }

    private Response whole(ArtifactMetadata artifact) {
        InputStream content = open(artifact, 0, -1);
        return ContentHeaders.add(Response.ok(content), artifact)
                .header(HttpHeaders.CONTENT_LENGTH, artifact.sizeBytes())
                .build();
    }

    private Response part(ArtifactMetadata artifact, ByteRange range) {
        InputStream content = open(artifact, range.first(), range.length());
        return ContentHeaders.add(Response.ok(content), artifact)
                .status(Response.Status.PARTIAL_CONTENT)
                .header("Content-Range", range.of(artifact.sizeBytes()))
                .header(HttpHeaders.CONTENT_LENGTH, range.length())
                .build();
    }

    private InputStream open(ArtifactMetadata artifact, long offset, long length) {
        String key = ObjectKeys.of(artifact.attemptUid(), artifact.artifactId());
        // A row without content: the artifact is being deleted, or the storage lost it.
        return storage.open(key, offset, length)
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.ARTIFACT_NOT_FOUND,
                                        "The artifact's content is gone"));
    }
}
