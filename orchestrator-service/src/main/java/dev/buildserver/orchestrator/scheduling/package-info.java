/**
 * How a build is to be done and when: the choice of its strategy, its tasks, the forecast of its
 * start and duration, and what it waits for.
 */
package dev.buildserver.orchestrator.scheduling;
