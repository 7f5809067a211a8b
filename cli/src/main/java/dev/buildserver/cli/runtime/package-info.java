/** What ties the command line to the process that it runs in. */
package dev.buildserver.cli.runtime;
