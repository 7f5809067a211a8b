package dev.buildserver.artifact.upload;

import dev.buildserver.contract.artifact.CopyArtifact;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** An upload as the request words it; each may be null or wrong. */
record UploadParameters(
        @QueryParam("path") String path,
        @QueryParam("name") String name,
        @QueryParam("kind") String kind,
        @QueryParam("sha256") String sha256,
        @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
        @HeaderParam(HttpHeaders.CONTENT_LENGTH) String contentLength) {

    static UploadParameters of(CopyArtifact artifact) {
        return new UploadParameters(
                artifact.path(),
                artifact.name(),
                artifact.kind(),
                artifact.sha256(),
                artifact.contentType(),
                String.valueOf(artifact.sizeBytes()));
    }
}
