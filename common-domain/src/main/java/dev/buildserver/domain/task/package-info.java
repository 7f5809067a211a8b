/**
 * Tasks of builds and the attempts at them. Enter at {@link dev.buildserver.domain.task.TaskState}:
 * one record for each state, with only its legal transitions. The database refuses the others, too.
 */
package dev.buildserver.domain.task;
