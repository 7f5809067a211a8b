package dev.buildserver.embedded.postgres;

import dev.buildserver.embedded.process.LoopbackPorts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/** Roles and databases, made by the administrator. */
final class PostgresDatabases {
    static final String ADMIN = "postgres";

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final int port;
    private final String adminPassword;

    PostgresDatabases(int port, String adminPassword) {
        this.port = port;
        this.adminPassword = adminPassword;
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://" + LoopbackPorts.HOST + ":" + port + "/" + database;
    }

    void ensureOwner(String password) throws SQLException {
        try (Connection admin = connect()) {
            if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", owner())) {
                // The password is hexadecimal, so it needs no quoting; DDL takes no parameters.
                execute(admin, "CREATE ROLE " + owner() + " LOGIN PASSWORD '" + password + "'");
            }
        }
    }

    void ensure(String name) throws SQLException {
        try (Connection admin = connect()) {
            if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                create(admin, name);
            }
        }
    }

    void create(String name) throws SQLException {
        try (Connection admin = connect()) {
            create(admin, name);
        }
    }

    private static void create(Connection admin, String name) throws SQLException {
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a plain database name: " + name);
        }
        execute(admin, "CREATE DATABASE " + name + " OWNER " + owner());
    }

    private static String owner() {
        return PostgresServer.DATABASE;
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", ADMIN);
        login.setProperty("password", adminPassword);
        // Not by the driver manager: it knows only the drivers of the class loader that asked
        // first.
        return new Driver().connect(url(port, "postgres"), login);
    }

    private static boolean exists(Connection admin, String query, String name) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection admin, String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
