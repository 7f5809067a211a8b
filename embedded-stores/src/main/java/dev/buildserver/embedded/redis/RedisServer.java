package dev.buildserver.embedded.redis;

import dev.buildserver.embedded.Secrets;
import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.StoreStartException;
import dev.buildserver.embedded.cache.UserCache;
import dev.buildserver.embedded.process.LoopbackPorts;
import dev.buildserver.embedded.process.ServerStart;
import dev.buildserver.embedded.process.TiedCommand;
import dev.buildserver.embedded.process.TiedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A Redis server with a password. Its data survive a restart; a crash may lose the last second.
 * Thread-safe.
 */
public final class RedisServer implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(30);

    private final StoreHome home;
    private final TiedProcess process;
    private final int port;
    private final String password;

    private RedisServer(StoreHome home, ServerStart.Started started, String password) {
        this.home = home;
        this.process = started.process();
        this.port = started.port();
        this.password = password;
    }

    /**
     * Starts a server.
     *
     * @throws StoreStartException when it does not start; the message says why
     */
    public static RedisServer start(StoreHome home) {
        return home.start("Redis", () -> started(home));
    }

    private static RedisServer started(StoreHome home) throws IOException {
        Path program = RedisBinary.unpacked(UserCache.ofUser());
        String password = Secrets.readOrMake(home.folder().resolve("password"));
        ServerStart.Started started =
                new ServerStart("Redis", START_WITHIN)
                        .start(
                                home.port(),
                                port -> command(program, home.folder(), port, password),
                                (process, port) -> RedisPing.answers(port, password));
        RedisServer server = new RedisServer(home, started, password);
        home.closeAtExit(server::close);
        return server;
    }

    public String host() {
        return LoopbackPorts.HOST;
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    /** {@code redis://:password@host:port}, as clients take it. */
    public String url() {
        return "redis://:" + password + "@" + host() + ":" + port;
    }

    /** The server process and its end. */
    public TiedProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
        home.discard();
    }

    private static TiedCommand command(Path program, Path folder, int port, String password)
            throws IOException {
        Path settings = folder.resolve("redis.conf");
        // In a file of mode 0600: everybody can read a command line.
        Secrets.write(
                settings,
                String.join(
                        "\n",
                        "port " + port,
                        "bind " + LoopbackPorts.HOST,
                        "protected-mode yes",
                        "requirepass " + password,
                        "daemonize no",
                        "databases 1",
                        "save \"\"",
                        "appendonly yes",
                        "appendfsync everysec",
                        "always-show-logo no",
                        ""));
        return TiedCommand.of(
                List.of(program.toString(), settings.toString()),
                folder,
                folder.resolve("redis.log"));
    }
}
