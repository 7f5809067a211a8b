/** Threads, waiting and measuring, as ports: tests own the time. */
package dev.buildserver.agent.tasks;
