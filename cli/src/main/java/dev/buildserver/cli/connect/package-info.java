/** Finds the server and the caller's token: told, from the environment, or of the local stack. */
package dev.buildserver.cli.connect;
