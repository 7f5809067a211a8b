package dev.buildserver.embedded.postgres;

import dev.buildserver.embedded.Secrets;
import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.StoreStartException;
import dev.buildserver.embedded.cache.UserCache;
import dev.buildserver.embedded.process.LoopbackPorts;
import dev.buildserver.embedded.process.ServerStart;
import dev.buildserver.embedded.process.StopSignal;
import dev.buildserver.embedded.process.TiedCommand;
import dev.buildserver.embedded.process.TiedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL server with a database {@value #DATABASE} and its owner of the same name. Commits
 * are safe on disk. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    /** Name of the database, and of the role that owns it. */
    public static final String DATABASE = "buildserver";

    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final StoreHome home;
    private final TiedProcess process;
    private final int port;
    private final String password;
    private final PostgresDatabases databases;

    private PostgresServer(
            StoreHome home, ServerStart.Started started, String password, String adminPassword) {
        this.home = home;
        this.process = started.process();
        this.port = started.port();
        this.password = password;
        this.databases = new PostgresDatabases(port, adminPassword);
    }

    /**
     * Starts a server; makes its data when the folder has none.
     *
     * @throws StoreStartException when it does not start; the message says why
     */
    public static PostgresServer start(StoreHome home) {
        return home.start("PostgreSQL", () -> started(home));
    }

    private static PostgresServer started(StoreHome home) throws IOException {
        Path distribution = PostgresBinaries.unpacked(UserCache.ofUser());
        PostgresCluster cluster = new PostgresCluster(home.folder(), distribution);
        cluster.prepare();
        String password = Secrets.readOrMake(home.folder().resolve("password"));
        ServerStart.Started started =
                new ServerStart("PostgreSQL", START_WITHIN)
                        .start(
                                home.port(),
                                port -> command(cluster, port),
                                (process, port) -> cluster.isReady(process.pid()));
        PostgresServer server =
                new PostgresServer(home, started, password, cluster.adminPassword());
        home.closeAtExit(server::close);
        server.prepareDatabase();
        return server;
    }

    public String host() {
        return LoopbackPorts.HOST;
    }

    public int port() {
        return port;
    }

    public String username() {
        return DATABASE;
    }

    public String password() {
        return password;
    }

    /** Of {@link #DATABASE}. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** Of a database made by {@link #createDatabase}. */
    public String jdbcUrl(String database) {
        return PostgresDatabases.url(port, database);
    }

    /**
     * Makes an empty database owned by {@link #username()}, so that tests don't see each other's
     * rows.
     *
     * @param name lower-case letters, digits and underscores
     * @return its JDBC URL
     */
    public String createDatabase(String name) {
        try {
            databases.create(name);
            return jdbcUrl(name);
        } catch (SQLException e) {
            throw new StoreStartException("database " + name + ": " + e.getMessage(), e);
        }
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

    private void prepareDatabase() {
        try {
            databases.ensureOwner(password);
            databases.ensure(DATABASE);
        } catch (SQLException e) {
            process.close();
            throw new StoreStartException("PostgreSQL: " + e.getMessage(), e);
        }
    }

    private static TiedCommand command(PostgresCluster cluster, int port) {
        List<String> words = new ArrayList<>(Unprivileged.prefix());
        words.add(cluster.program("postgres").toString());
        words.add("-D");
        words.add(cluster.data().toString());
        setting(words, "port", Integer.toString(port));
        setting(words, "listen_addresses", LoopbackPorts.HOST);
        setting(words, "unix_socket_directories", "");
        setting(words, "max_connections", "120");
        // Small: several services share a laptop with builds, and the file cache does the rest.
        setting(words, "shared_buffers", "32MB");
        setting(words, "jit", "off");
        setting(words, "timezone", "UTC");
        setting(words, "log_timezone", "UTC");
        // In shared memory made by mmap alone: nothing is left in /dev/shm after a SIGKILL.
        setting(words, "dynamic_shared_memory_type", "mmap");
        return TiedCommand.of(words, cluster.data().getParent(), cluster.log())
                .stoppedBy(StopSignal.INT, STOP_WITHIN);
    }

    private static void setting(List<String> words, String name, String value) {
        words.add("-c");
        words.add(name + "=" + value);
    }
}
