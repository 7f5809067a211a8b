package dev.buildserver.gateway.upstream;

import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.contract.cache.CacheHealth.Quarantined;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Asks the cache service in the name of the current request's user. */
@ApplicationScoped
public class BuildCache {
    private static final String SERVICE = "cache service";

    private final CacheApi api;
    private final BearerToken user;

    BuildCache(CacheApi api, BearerToken user) {
        this.api = api;
        this.user = user;
    }

    /** What is right and wrong with the cache of the user's tenant. */
    public Uni<CacheHealth> health() {
        String bearer = user.header();
        return Calls.repeatable(
                () -> api.health(bearer), SERVICE, "Nothing was changed; ask again");
    }

    /** Ends a quarantine; fails with {@code QUARANTINE_NOT_FOUND} when it does not hold. */
    public Uni<Quarantined> lift(UUID id) {
        String bearer = user.header();
        return Calls.repeatable(
                () -> api.lift(bearer, id),
                SERVICE,
                "Whether it was lifted is unknown; look at GET /api/v1/cache/health");
    }
}
