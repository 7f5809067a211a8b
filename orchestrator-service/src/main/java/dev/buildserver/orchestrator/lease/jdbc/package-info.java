/** The statement that grants leases. */
package dev.buildserver.orchestrator.lease.jdbc;
