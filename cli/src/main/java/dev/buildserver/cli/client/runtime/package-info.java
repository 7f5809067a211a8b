/** Real waiting: the only place where this client sleeps. */
package dev.buildserver.cli.client.runtime;
