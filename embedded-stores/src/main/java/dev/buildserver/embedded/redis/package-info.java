/**
 * Redis from the binaries on the class path. Enter at {@link
 * dev.buildserver.embedded.redis.RedisServer}.
 */
package dev.buildserver.embedded.redis;
