package dev.buildserver.gateway.limit;

import java.util.List;

/** The limits of a tenant: its own first, then those of its projects by name. */
public record LimitListView(List<LimitView> limits) {}
