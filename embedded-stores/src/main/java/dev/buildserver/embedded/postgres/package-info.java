/**
 * PostgreSQL from the binaries on the class path. Enter at {@link
 * dev.buildserver.embedded.postgres.PostgresServer}.
 */
package dev.buildserver.embedded.postgres;
