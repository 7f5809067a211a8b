/** Tests of agents' tokens. */
package dev.buildserver.cli.token;
