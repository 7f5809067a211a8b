package dev.buildserver.contract.agent;

/**
 * Keeps an agent from taking work, and has what it still runs at a deadline handed back.
 *
 * @param deadlineSeconds from now, 0 to {@value #LONGEST}; null: what runs may finish
 * @param reason for people, at most {@value SetMaintenance#LONGEST_REASON} characters; may be null
 */
public record DrainAgent(Integer deadlineSeconds, String reason) {
    /** A day. */
    public static final int LONGEST = 86_400;
}
