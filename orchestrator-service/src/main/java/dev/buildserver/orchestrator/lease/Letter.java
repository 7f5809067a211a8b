package dev.buildserver.orchestrator.lease;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import java.util.concurrent.CompletableFuture;

/**
 * What an agent is told of a lease, while it is being written: signing its token takes as long as a
 * commit, beside which it can be done.
 */
record Letter(Granted granted, CompletableFuture<Lease> text) {}
