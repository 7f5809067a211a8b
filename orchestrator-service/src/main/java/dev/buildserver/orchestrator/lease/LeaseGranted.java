package dev.buildserver.orchestrator.lease;

/** Event: a session got a lease, and it is committed. */
public record LeaseGranted(LeaseStore.Granted lease) {}
