/**
 * Starts the processes of an attempt, reads what they say while they run, and ends every one of
 * them with the attempt: children, daemons that left the family, servers that were meant to stay.
 */
package dev.buildserver.agent.process;
