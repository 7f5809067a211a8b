/** The stack under test, and ways to talk to it. */
package dev.buildserver.e2e.stack;
