package dev.buildserver.orchestrator.queue;

import java.util.Set;

/** Who may start nothing at the moment, because as much of theirs runs as may. */
public record Blocked(Set<String> tenants, Set<Project> projects) {
    public static final Blocked NOBODY = new Blocked(Set.of(), Set.of());

    public Blocked {
        tenants = Set.copyOf(tenants);
        projects = Set.copyOf(projects);
    }

    /** A project of a tenant. */
    public record Project(String tenant, String project) {}
}
