package dev.buildserver.orchestrator.queue;

/** A task in the index, as of a version of its row. */
public record IndexEntry(TaskKey key, int version) {}
