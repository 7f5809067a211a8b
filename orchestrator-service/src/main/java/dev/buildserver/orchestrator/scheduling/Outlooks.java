package dev.buildserver.orchestrator.scheduling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.orchestrator.limit.Limits;
import dev.buildserver.orchestrator.requirement.RequirementClasses;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/** The outlooks of pools, as of a moment ago: what many submissions ask for at the same time. */
@ApplicationScoped
class Outlooks {
    private static final Duration LIVES = Duration.ofMillis(500);

    private final PoolPictures pictures;
    private final Durations durations;
    private final RequirementClasses classes;
    private final Limits limits;
    private final InstantSource clock;
    private final Cache<String, Taken> taken = cache();
    private final Cache<Seen, Timed> outlooks = cache();

    Outlooks(
            PoolPictures pictures,
            Durations durations,
            RequirementClasses classes,
            Limits limits,
            InstantSource clock) {
        this.pictures = pictures;
        this.durations = durations;
        this.classes = classes;
        this.limits = limits;
        this.clock = clock;
    }

    /** A picture and when it was taken, by this service's clock. */
    private record Taken(PoolPicture picture, Instant at) {}

    private record Seen(String pool, String requirementClass) {}

    /** An outlook and when its time begins, by this service's clock. */
    record Timed(Outlook outlook, Instant from) {}

    /** What becomes of a pool, for tasks of a requirement class. */
    Timed of(String pool, String requirementClass) {
        return outlooks.get(new Seen(pool, requirementClass), this::look);
    }

    private Timed look(Seen seen) {
        Taken last =
                taken.get(seen.pool(), pool -> new Taken(pictures.take(pool), clock.instant()));
        Outlook outlook =
                new Outlook(
                        last.picture(),
                        seen.requirementClass(),
                        classes::of,
                        limits.ofOrReached(tenants(last.picture())),
                        kind -> durations.of(kind, seen.pool()),
                        durations.ofPool(seen.pool()));
        return new Timed(outlook, last.at());
    }

    private static Set<String> tenants(PoolPicture picture) {
        return picture.waiting().stream()
                .map(task -> task.kind().tenant())
                .collect(Collectors.toSet());
    }

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder().expireAfterWrite(LIVES).build();
    }
}
