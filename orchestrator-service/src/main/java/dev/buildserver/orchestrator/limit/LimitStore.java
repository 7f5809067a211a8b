package dev.buildserver.orchestrator.limit;

import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitScope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The limits, as PostgreSQL knows them. */
public interface LimitStore {
    /**
     * Whose builds are counted.
     *
     * @param project empty for a tenant
     */
    record Subject(LimitScope scope, String tenant, String project) {
        static Subject tenant(String tenant) {
            return new Subject(LimitScope.TENANT, tenant, "");
        }

        static Subject project(String tenant, String project) {
            return new Subject(LimitScope.PROJECT, tenant, project);
        }
    }

    /** Whether there is any limit. */
    boolean any();

    /** The limits that are reached. */
    List<Subject> reached();

    /** What is known of one; empty when it has no limit. */
    Optional<LimitDetails> find(Subject subject);

    /** All of a tenant: its own first, then its projects by name. */
    List<LimitDetails> of(String tenant);

    /** All of tenants and their projects, and those of others that are reached. */
    List<LimitDetails> ofOrReached(Collection<String> tenants);

    /** How many tasks of the subject are leased. */
    int running(Subject subject);

    boolean projectExists(String tenant, String project);

    /** Sets a limit; what is leased at that moment counts. */
    void set(Subject subject, int max);

    /** Ends a limit; where there is a default, it counts from now on. */
    void clear(Subject subject);

    /** Makes the rows without which the defaults would not count for those that lack them. */
    void ensureDefaults();

    /** The same for one tenant and one project, before its first build. */
    void ensureDefaults(String tenant, String project);

    /**
     * Sets counters to what is leased in truth.
     *
     * @return those that were wrong
     */
    List<Subject> reconcile();
}
