/** The build cache: statistics. Contents go by the HTTP protocol of Bazel's remote cache. */
package dev.buildserver.contract.cache;
