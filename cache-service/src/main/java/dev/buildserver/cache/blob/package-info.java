/**
 * Blobs under their own SHA-256, which is checked when they are written and when they are read.
 * Enter at {@link dev.buildserver.cache.blob.Blobs}.
 */
package dev.buildserver.cache.blob;
