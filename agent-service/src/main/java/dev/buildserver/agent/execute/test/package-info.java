/** Reads what test runs left behind. */
package dev.buildserver.agent.execute.test;
