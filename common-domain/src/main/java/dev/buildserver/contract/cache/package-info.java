/**
 * The build cache: entries by weak key, blobs in batches, statistics. Single blobs go by the HTTP
 * protocol of Bazel's remote cache.
 */
package dev.buildserver.contract.cache;
