/** Tests of the commands: exit statuses, output for people and for programs. */
package dev.buildserver.cli.command;
