/** Wiring that every service shares: clock, ids, the end of the parent process. */
package dev.buildserver.support.runtime;
