/** Tests of how the server and the token are found. */
package dev.buildserver.cli.connect;
