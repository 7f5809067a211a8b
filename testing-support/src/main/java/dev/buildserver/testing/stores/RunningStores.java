package dev.buildserver.testing.stores;

import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.postgres.PostgresServer;
import dev.buildserver.embedded.redis.RedisServer;
import dev.buildserver.embedded.s3.S3Server;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The three stores, and the configuration keys by which services find them. */
final class RunningStores implements AutoCloseable {
    private final AtomicInteger uses = new AtomicInteger();
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final S3Server s3;

    private RunningStores(PostgresServer postgres, RedisServer redis, S3Server s3) {
        this.postgres = postgres;
        this.redis = redis;
        this.s3 = s3;
    }

    static RunningStores start() {
        CompletableFuture<PostgresServer> postgres =
                CompletableFuture.supplyAsync(() -> PostgresServer.start(StoreHome.temporary()));
        RedisServer redis = RedisServer.start(StoreHome.temporary());
        S3Server s3 = S3Server.start(StoreHome.temporary());
        return new RunningStores(postgres.join(), redis, s3);
    }

    Map<String, String> fresh() {
        int use = uses.incrementAndGet();
        new RedisConnection(redis.host(), redis.port(), redis.password()).flush();
        Map<String, String> configuration = new HashMap<>();
        configuration.put("quarkus.datasource.jdbc.url", postgres.createDatabase("test_" + use));
        configuration.put("quarkus.datasource.username", postgres.username());
        configuration.put("quarkus.datasource.password", postgres.password());
        configuration.put("quarkus.redis.hosts", redis.url());
        configuration.put("buildserver.s3.endpoint", s3.endpoint().toString());
        configuration.put("buildserver.s3.access-key", s3.accessKey());
        configuration.put("buildserver.s3.secret-key", s3.secretKey());
        configuration.put("buildserver.s3.bucket", "test-" + use);
        return configuration;
    }

    @Override
    public void close() {
        s3.close();
        redis.close();
        postgres.close();
    }
}
