/**
 * How attempts and builds end: by a result, by the loss of an agent, by time, by request. One code
 * path ({@link dev.buildserver.orchestrator.lifecycle.AttemptEnds}), one compare-and-set on the row
 * of the task; a build ends in the transaction that closes its last task.
 */
package dev.buildserver.orchestrator.lifecycle;
