package dev.buildserver.orchestrator.scheduling;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What successful builds took lately. */
public interface DurationStore {
    /** The last builds of a kind, newest first. */
    record Lately(BuildKind kind, List<BuildTimes> builds) {
        public Lately {
            builds = List.copyOf(builds);
        }
    }

    /** Of a project's kinds; the one that was built last comes first. */
    List<Lately> ofProject(String tenant, String project);

    /** Of a tenant's last builds with a strategy, newest first. */
    List<BuildTimes> ofTenant(String tenant, String strategy);

    /** Of a pool's last builds, newest first. */
    List<BuildTimes> ofPool(String pool);

    /** Remembers what attempts took that ended well. */
    void learn(Collection<UUID> attempts);

    /** Forgets what was not built for long. */
    void forgetOld();
}
