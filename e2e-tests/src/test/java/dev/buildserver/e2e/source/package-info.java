/** Git repositories to build from. */
package dev.buildserver.e2e.source;
