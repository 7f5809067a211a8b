/**
 * How many builds of a project or a tenant run at the same time. The counters change in the
 * transactions that grant and end leases; this package sets the limits, tells of them, and repairs
 * the counters.
 */
package dev.buildserver.orchestrator.limit;
