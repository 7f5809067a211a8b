package dev.buildserver.gateway.agent;

import java.util.List;

/** All pools. */
public record PoolListView(List<PoolHealthView> pools) {}
