package dev.buildserver.contract.agent;

/**
 * Keeps an agent from taking work, or lets it again. What it runs may finish.
 *
 * @param reason for people, at most {@value #LONGEST_REASON} characters; may be null
 */
public record SetMaintenance(Boolean enabled, String reason) {
    public static final int LONGEST_REASON = 500;
}
