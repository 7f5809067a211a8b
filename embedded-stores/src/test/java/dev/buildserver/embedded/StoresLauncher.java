package dev.buildserver.embedded;

import dev.buildserver.embedded.postgres.PostgresServer;
import dev.buildserver.embedded.redis.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A launcher to be killed by a test: starts stores below a folder and waits for ever. */
final class StoresLauncher {
    private StoresLauncher() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        PostgresServer postgres = PostgresServer.start(StoreHome.in(folder.resolve("postgres")));
        RedisServer redis = RedisServer.start(StoreHome.in(folder.resolve("redis")));
        Path unfinished = folder.resolve("pids.unfinished");
        Files.writeString(
                unfinished, postgres.process().pid() + "\n" + redis.process().pid() + "\n");
        Files.move(unfinished, folder.resolve("pids"));
        new CountDownLatch(1).await();
    }
}
