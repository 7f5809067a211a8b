/**
 * Real stores for one machine: {@link dev.buildserver.embedded.postgres.PostgresServer}, {@link
 * dev.buildserver.embedded.redis.RedisServer} and {@link dev.buildserver.embedded.s3.S3Server}.
 * Each is started on a {@link dev.buildserver.embedded.StoreHome}, listens on 127.0.0.1 only, keeps
 * its data there, and ends with this JVM.
 */
package dev.buildserver.embedded;
