/**
 * One class per command. A command turns its options into a call of the client and prints the
 * answer: for people, or as JSON when asked. Enter at {@link dev.buildserver.cli.command.Commands}.
 */
package dev.buildserver.cli.command;
