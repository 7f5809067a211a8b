/**
 * The build cache, spoken to by the HTTP protocol of Bazel's remote cache: {@link
 * dev.buildserver.cache.blob blobs} under their own digest, {@link dev.buildserver.cache.action
 * action results} under the digest of what was asked. Contents are in the object storage, {@link
 * dev.buildserver.cache.usage what was used when} in Redis, of which nothing is needed to serve.
 */
package dev.buildserver.cache;
