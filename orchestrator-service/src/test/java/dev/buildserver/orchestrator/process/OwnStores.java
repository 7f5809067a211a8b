package dev.buildserver.orchestrator.process;

import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.postgres.PostgresServer;
import dev.buildserver.embedded.redis.RedisServer;
import dev.buildserver.embedded.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The stores of one class of tests, which stops them and starts them again. */
final class OwnStores implements AutoCloseable {
    private final StoreHome postgresHome;
    private final StoreHome redisHome;
    private final S3Server s3;
    private PostgresServer postgres;
    private RedisServer redis;

    private OwnStores(Path folder) {
        StoreHome postgresFolder = StoreHome.in(folder.resolve("postgres"));
        StoreHome redisFolder = StoreHome.in(folder.resolve("redis"));
        CompletableFuture<PostgresServer> starting =
                CompletableFuture.supplyAsync(() -> PostgresServer.start(postgresFolder));
        redis = RedisServer.start(redisFolder);
        s3 = S3Server.start(StoreHome.temporary());
        postgres = starting.join();
        postgresHome = postgresFolder.onPort(postgres.port());
        redisHome = redisFolder.onPort(redis.port());
    }

    static OwnStores start(Path folder) {
        return new OwnStores(folder);
    }

    /** What a service has to be told of them. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
        settings.put("quarkus.datasource.username", postgres.username());
        settings.put("quarkus.datasource.password", postgres.password());
        settings.put("quarkus.redis.hosts", redis.url());
        settings.put("buildserver.s3.endpoint", s3.endpoint().toString());
        settings.put("buildserver.s3.access-key", s3.accessKey());
        settings.put("buildserver.s3.secret-key", s3.secretKey());
        return settings;
    }

    RedisServer redis() {
        return redis;
    }

    /** Every change of Redis, in the order in which they were made. */
    Path redisData() {
        return redisHome.folder().resolve("appendonly.aof");
    }

    void stopRedis() {
        redis.close();
    }

    /** On the same port, with the data that are there. */
    void startRedis() {
        redis = RedisServer.start(redisHome);
    }

    /** On the same port, without data. */
    void startEmptyRedis() throws IOException {
        Files.delete(redisData());
        startRedis();
    }

    void killPostgres() {
        ProcessHandle.of(postgres.process().pid()).orElseThrow().destroyForcibly();
    }

    /** On the same port, with the data that are there. */
    void startPostgres() {
        postgres.close();
        postgres = PostgresServer.start(postgresHome);
    }

    void update(String sql) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(
                        postgres.jdbcUrl(), postgres.username(), postgres.password())) {
            connection.createStatement().executeUpdate(sql);
        }
    }

    @Override
    public void close() {
        s3.close();
        redis.close();
        postgres.close();
    }
}
