package dev.buildserver.contract.limit;

import java.util.List;

/** The limits of a tenant: its own first, then those of its projects by name. */
public record LimitList(List<LimitDetails> limits) {
    public LimitList {
        limits = limits == null ? List.of() : List.copyOf(limits);
    }
}
