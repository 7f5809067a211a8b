/**
 * Decides how much of an earlier build in the same workspace may be built upon. Where it can't be
 * sure, nothing.
 */
package dev.buildserver.agent.execute.warm;
