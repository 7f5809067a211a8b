/** The queries behind lists and details. */
package dev.buildserver.orchestrator.history.jdbc;
