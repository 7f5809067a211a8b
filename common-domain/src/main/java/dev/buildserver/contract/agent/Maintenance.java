package dev.buildserver.contract.agent;

import java.time.Instant;

/**
 * An agent is kept from taking work until an operator ends that.
 *
 * @param reason for people; may be null
 * @param by who did it
 * @param drainDeadline from then on what it runs is handed back; null: that may finish
 */
public record Maintenance(String reason, String by, Instant since, Instant drainDeadline) {}
