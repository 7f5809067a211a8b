package dev.buildserver.contract.agent;

import java.util.List;

/** Work, perhaps. */
public record LeaseAnswer(List<Lease> leases) {
    public LeaseAnswer {
        leases = leases == null ? List.of() : List.copyOf(leases);
    }
}
