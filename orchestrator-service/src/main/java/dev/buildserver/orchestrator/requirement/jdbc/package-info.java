/** Classes of requirements in PostgreSQL. */
package dev.buildserver.orchestrator.requirement.jdbc;
