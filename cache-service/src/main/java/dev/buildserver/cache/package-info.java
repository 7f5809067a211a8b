/**
 * The build cache: {@link dev.buildserver.cache.entry entries} of builds under their weak keys,
 * {@link dev.buildserver.cache.blob blobs} under their own digest, {@link
 * dev.buildserver.cache.action action results} of Bazel's protocol. Contents are in the object
 * storage, {@link dev.buildserver.cache.usage what is stored and used} in Redis, of which nothing
 * is needed to serve.
 */
package dev.buildserver.cache;
