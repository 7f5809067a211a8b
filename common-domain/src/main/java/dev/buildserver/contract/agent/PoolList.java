package dev.buildserver.contract.agent;

import java.util.List;

/** All pools. */
public record PoolList(List<PoolDetails> pools) {
    public PoolList {
        pools = pools == null ? List.of() : List.copyOf(pools);
    }
}
