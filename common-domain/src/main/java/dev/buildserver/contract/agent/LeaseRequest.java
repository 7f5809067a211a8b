package dev.buildserver.contract.agent;

import java.util.List;
import java.util.UUID;

/**
 * Asks for work.
 *
 * @param freeSlots at least 1
 * @param held attempts that the agent holds
 * @param recheck true after a poll whose answer was lost
 * @param warm keys of repositories that the agent holds, at most 16
 */
public record LeaseRequest(int freeSlots, List<UUID> held, boolean recheck, List<String> warm) {
    public LeaseRequest {
        held = held == null ? List.of() : List.copyOf(held);
        warm = warm == null ? List.of() : List.copyOf(warm);
    }
}
