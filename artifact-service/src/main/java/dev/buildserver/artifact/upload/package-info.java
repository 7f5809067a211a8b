/**
 * Takes artifacts from attempts. Enter at {@link dev.buildserver.artifact.upload.UploadArtifact}:
 * it stores the content while it comes, and only then, when length and digest are right, a row.
 */
package dev.buildserver.artifact.upload;
