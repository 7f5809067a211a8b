package dev.buildserver.contract.agent;

/**
 * How far the events are safe.
 *
 * @param durable highest batch such that it and all before are stored
 * @param cancel the attempt should end
 */
public record EventsAnswer(int durable, boolean cancel) {}
