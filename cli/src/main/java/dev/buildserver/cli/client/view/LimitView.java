package dev.buildserver.cli.client.view;

/**
 * How many builds of a project or a tenant may run at the same time, and how many do.
 *
 * @param scope {@code Project} or {@code Tenant}
 * @param project null for the limit of a tenant
 * @param maxConcurrentBuilds null: as many as there are agents
 * @param byDefault whether the limit comes from the server's configuration
 */
public record LimitView(
        String scope,
        String tenant,
        String project,
        Integer maxConcurrentBuilds,
        boolean byDefault,
        int runningBuilds) {}
