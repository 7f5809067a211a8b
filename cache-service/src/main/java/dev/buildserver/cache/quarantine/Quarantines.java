package dev.buildserver.cache.quarantine;

import dev.buildserver.cache.quarantine.Case.Place;
import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.CacheHealth.Quarantined;
import dev.buildserver.contract.cache.ProjectQuarantine;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The quarantines of all tenants. The object storage has them; a replica holds a copy that is a few
 * seconds old at most, so another replica may hand out a key for that long.
 */
@ApplicationScoped
public class Quarantines {
    private static final Logger LOG = Logger.getLogger(Quarantines.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final CaseFiles files;
    private final InstantSource clock;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Copy copy;

    Quarantines(CaseFiles files, InstantSource clock, MeterRegistry registry) {
        this.files = files;
        this.clock = clock;
        Gauge.builder("cache.quarantined", this, Quarantines::holding)
                .description("Project files that are quarantined")
                .register(registry);
    }

    /**
     * @param keys refused, by tenant
     * @param loaded when it was asked for
     */
    private record Copy(List<Case> cases, Map<String, Set<String>> keys, Instant loaded) {}

    /**
     * The weak keys of a tenant that nobody may use.
     *
     * @throws BuildServerException {@code UNAVAILABLE} when they were never known
     */
    public Set<String> keys(String tenant) {
        return current().keys().getOrDefault(tenant, Set.of());
    }

    /** What agents that build a project have to heed. */
    ProjectQuarantine of(Place place) {
        Map<String, String> reasons = new HashMap<>();
        Map<String, String> epochs = new HashMap<>();
        for (Case one : current().cases()) {
            if (new Place(one.tenant(), one.project()).equals(place)) {
                if (one.holds()) {
                    reasons.put(one.projectFile(), one.reason());
                } else {
                    epochs.put(one.projectFile(), one.id().toString());
                }
            }
        }
        return new ProjectQuarantine(reasons, epochs);
    }

    /** Those of a tenant, the newest first, also lifted ones. */
    public List<Quarantined> list(String tenant) {
        return current().cases().stream()
                .filter(one -> one.tenant().equals(tenant))
                .map(Case::view)
                .sorted(Comparator.comparing(Quarantined::seen).reversed())
                .limit(CacheHealth.MOST)
                .toList();
    }

    /** A project file came out differently. */
    void begin(Place place, Verified found, String producer) {
        Case fresh = Case.of(UUID.randomUUID(), place, found, producer, clock.instant());
        change(() -> files.write(files.of(place, found.project()).map(fresh::after).orElse(fresh)));
        LOG.warnf(
                "%s of %s (tenant %s) is quarantined with %d project files that are built on it:"
                        + " built again by %s, it gave other bytes in %s",
                found.project(),
                place.project(),
                place.tenant(),
                found.dependents().size(),
                producer,
                found.differing().stream().map(DifferingFile::path).toList());
    }

    /**
     * Ends a quarantine: the project file may use the cache again, under other keys.
     *
     * @throws BuildServerException {@code QUARANTINE_NOT_FOUND}, also when it was lifted before
     */
    Quarantined lift(String tenant, UUID id, String by) {
        Case found =
                current().cases().stream()
                        .filter(one -> one.tenant().equals(tenant) && one.id().equals(id))
                        .filter(Case::holds)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new BuildServerException(
                                                ErrorCode.QUARANTINE_NOT_FOUND,
                                                "There is no quarantine " + id + " in force"));
        Case lifted = found.lifted(by, clock.instant());
        change(() -> files.write(lifted));
        LOG.infof(
                "Quarantine %s of %s in %s (tenant %s) was lifted by %s",
                id, found.projectFile(), found.project(), tenant, by);
        return lifted.view();
    }

    /** Also without requests, the gauge is right. */
    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        try {
            current();
        } catch (BuildServerException e) {
            LOG.warnf("Quarantines are not known: %s", e.getMessage());
        }
    }

    private double holding() {
        Copy known = copy;
        return known == null ? 0 : known.cases().stream().filter(Case::holds).count();
    }

    private void change(Runnable change) {
        loading.lock();
        try {
            change.run();
            load();
        } finally {
            loading.unlock();
        }
    }

    private Copy current() {
        Copy known = copy;
        if (known != null && isFresh(known)) {
            return known;
        }
        if (known == null) {
            loading.lock();
        } else if (!loading.tryLock()) {
            return known;
        }
        try {
            return copy != null && isFresh(copy) ? copy : load();
        } catch (BuildServerException e) {
            if (known == null) {
                throw e;
            }
            LOG.debugf("The quarantines of before count: %s", e.getMessage());
            return known;
        } finally {
            loading.unlock();
        }
    }

    private Copy load() {
        Instant now = clock.instant();
        List<Case> cases = files.all();
        Map<String, Set<String>> keys = new HashMap<>();
        for (Case one : cases) {
            keys.computeIfAbsent(one.tenant(), tenant -> new HashSet<>()).addAll(one.keys());
        }
        copy = new Copy(cases, keys, now);
        return copy;
    }

    private boolean isFresh(Copy known) {
        return clock.instant().isBefore(known.loaded().plus(FRESH));
    }
}
