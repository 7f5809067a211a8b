package dev.buildserver.cache.quarantine;

import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.CacheHealth.Quarantined;
import dev.buildserver.contract.cache.ReportVerification.Dependent;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The quarantine of one project file, as it is stored.
 *
 * @param keys all weak keys that are refused, also after it was lifted: keys are others then
 * @param dependents project files that were built on it
 * @param liftedAt null while it holds
 */
record Case(
        UUID id,
        String tenant,
        String project,
        String projectFile,
        Set<String> keys,
        List<DifferingFile> differing,
        Set<String> dependents,
        String producer,
        Instant seen,
        Instant liftedAt,
        String liftedBy) {
    private static final int MOST_KEYS = 20_000;
    private static final int MOST_SHOWN = 3;

    boolean holds() {
        return liftedAt == null;
    }

    /** A project file that came out differently. */
    static Case of(UUID id, Place place, Verified found, String producer, Instant now) {
        return new Case(
                id,
                place.tenant(),
                place.project(),
                found.project(),
                keys(found),
                found.differing(),
                found.dependents().stream()
                        .map(Dependent::project)
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                producer,
                now,
                null,
                null);
    }

    /** Whose project it is. */
    record Place(String tenant, String project) {}

    /** The same with what was found before, and is refused still. */
    Case after(Case before) {
        return before.holds()
                ? before.with(union(keys, before.keys), union(dependents, before.dependents))
                : with(union(keys, before.keys), dependents);
    }

    private Case with(Set<String> allKeys, Set<String> allDependents) {
        return new Case(
                id,
                tenant,
                project,
                projectFile,
                allKeys,
                differing,
                allDependents,
                producer,
                seen,
                liftedAt,
                liftedBy);
    }

    Case lifted(String by, Instant now) {
        return new Case(
                id,
                tenant,
                project,
                projectFile,
                keys,
                differing,
                dependents,
                producer,
                seen,
                now,
                by);
    }

    /** For agents and those who read their reports. */
    String reason() {
        String shown =
                differing.stream()
                        .limit(MOST_SHOWN)
                        .map(DifferingFile::path)
                        .collect(Collectors.joining(", "));
        int more = differing.size() - MOST_SHOWN;
        return "the same inputs gave other bytes in "
                + shown
                + (more > 0 ? " and %d more".formatted(more) : "");
    }

    Quarantined view() {
        return new Quarantined(
                id,
                project,
                projectFile,
                keys.iterator().next(),
                differing,
                List.copyOf(dependents),
                producer,
                seen,
                liftedAt,
                liftedBy);
    }

    private static Set<String> keys(Verified found) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(found.key());
        found.dependents().forEach(dependent -> keys.add(dependent.key()));
        return keys;
    }

    // The newest first; what was refused long ago has expired.
    private static Set<String> union(Collection<String> newer, Collection<String> older) {
        Set<String> all = new LinkedHashSet<>(newer);
        all.addAll(older);
        return all.stream().limit(MOST_KEYS).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
