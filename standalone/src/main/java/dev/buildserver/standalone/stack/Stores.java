package dev.buildserver.standalone.stack;

import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.postgres.PostgresServer;
import dev.buildserver.embedded.redis.RedisServer;
import dev.buildserver.embedded.s3.S3Server;
import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.runtime.Background;
import dev.buildserver.standalone.service.StoreAddresses;
import dev.buildserver.standalone.supervision.Part;
import dev.buildserver.standalone.supervision.Supervisor;
import java.util.concurrent.CompletableFuture;

/** The three stores, started at the same time. S3 lives in this JVM and ends with it. */
record Stores(PostgresServer postgres, RedisServer redis, S3Server s3) {
    /** Starts them and gives the two processes to the supervisor. */
    static Stores start(StackPlan plan, Background background, Supervisor supervisor) {
        DataFolder folder = plan.folder();
        StoreHome postgresHome = StoreHome.in(folder.store("postgres"));
        StoreHome redisHome = StoreHome.in(folder.store("redis"));
        CompletableFuture<PostgresServer> postgres =
                background.run(
                        () -> {
                            PostgresServer server = PostgresServer.start(postgresHome);
                            watchPostgres(supervisor, server, postgresHome.onPort(server.port()));
                            return server;
                        });
        CompletableFuture<RedisServer> redis =
                background.run(
                        () -> {
                            RedisServer server = RedisServer.start(redisHome);
                            watchRedis(supervisor, server, redisHome.onPort(server.port()));
                            return server;
                        });
        StoreHome s3Home = StoreHome.in(folder.store("s3")).onPort(plan.trial().s3Port());
        S3Server s3 = S3Server.start(s3Home);
        return new Stores(postgres.join(), redis.join(), s3);
    }

    StoreAddresses addresses() {
        return StoreAddresses.of(postgres, redis, s3);
    }

    private static void watchPostgres(
            Supervisor supervisor, PostgresServer server, StoreHome samePort) {
        supervisor.watch(
                "postgres",
                Part.of(server.process(), server::close),
                () -> {
                    PostgresServer next = PostgresServer.start(samePort);
                    return Part.of(next.process(), next::close);
                });
    }

    private static void watchRedis(Supervisor supervisor, RedisServer server, StoreHome samePort) {
        supervisor.watch(
                "redis",
                Part.of(server.process(), server::close),
                () -> {
                    RedisServer next = RedisServer.start(samePort);
                    return Part.of(next.process(), next::close);
                });
    }
}
