package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.log.LogLevel;
import java.time.Instant;

/** A line as it is stored; its number follows from its place. */
record StoredLine(Instant time, LogLevel level, String text) {}
