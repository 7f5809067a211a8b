package dev.buildserver.contract.agent;

/**
 * What became of the attempt.
 *
 * @param taskStatus status of the task after the result
 */
public record ResultAnswer(String taskStatus) {}
