package dev.buildserver.cli.client.view;

import java.util.List;

/** The limits of a tenant. */
public record LimitsView(List<LimitView> limits) {
    public LimitsView {
        limits = limits == null ? List.of() : List.copyOf(limits);
    }
}
