package dev.buildserver.cli.client.view;

import java.util.List;

/** All pools. */
public record PoolsView(List<PoolView> pools) {
    public PoolsView {
        pools = pools == null ? List.of() : List.copyOf(pools);
    }
}
