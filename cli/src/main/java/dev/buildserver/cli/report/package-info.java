/** Prints for people: tables, durations, sizes, and a build's result. */
package dev.buildserver.cli.report;
