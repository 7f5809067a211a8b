package dev.buildserver.standalone.service;

import dev.buildserver.embedded.postgres.PostgresServer;
import dev.buildserver.embedded.redis.RedisServer;
import dev.buildserver.embedded.s3.S3Server;
import java.util.Map;

/** The settings by which services find the stores. */
public record StoreAddresses(
        Map<String, String> postgres, Map<String, String> redis, Map<String, String> s3) {
    /** Of running stores. */
    public static StoreAddresses of(PostgresServer postgres, RedisServer redis, S3Server s3) {
        return new StoreAddresses(
                Map.of(
                        "quarkus.datasource.jdbc.url", postgres.jdbcUrl(),
                        "quarkus.datasource.username", postgres.username(),
                        "quarkus.datasource.password", postgres.password()),
                Map.of("quarkus.redis.hosts", redis.url()),
                Map.of(
                        "buildserver.s3.endpoint", s3.endpoint().toString(),
                        "buildserver.s3.access-key", s3.accessKey(),
                        "buildserver.s3.secret-key", s3.secretKey(),
                        "buildserver.s3.region", s3.region(),
                        "buildserver.s3.bucket", "buildserver"));
    }
}
