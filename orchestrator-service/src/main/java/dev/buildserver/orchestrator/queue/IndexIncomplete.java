package dev.buildserver.orchestrator.queue;

/** Event: the index of a pool may lack tasks, for instance after Redis was emptied. */
public record IndexIncomplete(String pool) {}
