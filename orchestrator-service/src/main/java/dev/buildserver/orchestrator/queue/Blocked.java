package dev.buildserver.orchestrator.queue;

import java.util.Set;

/** Who may start nothing at the moment, because as much of theirs runs as may. */
public record Blocked(Set<String> tenants, Set<Project> projects) {
    public static final Blocked NOBODY = new Blocked(Set.of(), Set.of());

    public Blocked {
        tenants = Set.copyOf(tenants);
        projects = Set.copyOf(projects);
    }

    /** Whether nothing of the project may start. */
    public boolean includes(String tenant, String project) {
        return tenants.contains(tenant) || projects.contains(new Project(tenant, project));
    }

    /** A project of a tenant. */
    public record Project(String tenant, String project) {}
}
