/** Tests of the command line: what they have in common, and those of the whole program. */
package dev.buildserver.cli;
