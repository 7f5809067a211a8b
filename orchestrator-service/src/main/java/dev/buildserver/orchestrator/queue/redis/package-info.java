/**
 * The index of ready tasks in Redis. One class per script; {@link
 * dev.buildserver.orchestrator.queue.redis.PoolKeys} names every key.
 */
package dev.buildserver.orchestrator.queue.redis;
