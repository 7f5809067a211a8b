/**
 * Blobs in S3, streamed. Enter at {@link dev.buildserver.storage.ObjectStorage}; the client of the
 * driver does not leave this package.
 */
package dev.buildserver.storage;
