/**
 * The command line of developers and operators. {@link dev.buildserver.cli.BuildServerCli} is the
 * entry; {@code client} talks to the gateway and may be used by itself, {@code command} holds one
 * class per command, {@code report} prints for people.
 */
package dev.buildserver.cli;
