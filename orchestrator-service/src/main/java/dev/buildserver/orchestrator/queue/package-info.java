/**
 * Which ready task goes to which waiting agent. The index in Redis proposes, by priority, turns of
 * tenants and projects, and age; it may hold too much and, for a moment, too little. PostgreSQL
 * knows all ready tasks and takes over where Redis is away. Enter at {@link
 * dev.buildserver.orchestrator.queue.TaskIndex}.
 */
package dev.buildserver.orchestrator.queue;
