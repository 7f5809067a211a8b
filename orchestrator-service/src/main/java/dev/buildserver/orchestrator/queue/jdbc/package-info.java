/** Ready tasks in PostgreSQL. */
package dev.buildserver.orchestrator.queue.jdbc;
