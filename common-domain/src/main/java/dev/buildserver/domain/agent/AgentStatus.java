package dev.buildserver.domain.agent;

/** What an agent is doing, as its users see it. */
public enum AgentStatus {
    /** Connected, no lease. */
    IDLE("Idle"),
    /** Holds at least one lease. */
    BUILDING("Building"),
    /** No live session. */
    OFFLINE("Offline"),
    /** Takes no work because an operator or a guard said so. */
    MAINTENANCE("Maintenance");

    private final String wireName;

    AgentStatus(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
