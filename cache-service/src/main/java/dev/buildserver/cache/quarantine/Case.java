package dev.buildserver.cache.quarantine;

import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.CacheHealth.Quarantined;
import dev.buildserver.contract.cache.ReportVerification.Dependent;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The quarantine of one project file, as it is stored.
 *
 * @param keys all weak keys that are refused, the newest first, its own before those of dependents;
 *     also after it was lifted: keys are others then
 * @param dependents project files that were built on it
 * @param liftedAt null while it holds
 */
record Case(
        UUID id,
        String tenant,
        String project,
        String projectFile,
        List<String> keys,
        List<DifferingFile> differing,
        List<String> dependents,
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
                found.dependents().stream().map(Dependent::project).toList(),
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

    private Case with(List<String> allKeys, List<String> allDependents) {
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
                keys.get(0),
                differing,
                dependents,
                producer,
                seen,
                liftedAt,
                liftedBy);
    }

    private static List<String> keys(Verified found) {
        List<String> keys = new ArrayList<>(List.of(found.key()));
        found.dependents().forEach(dependent -> keys.add(dependent.key()));
        return keys;
    }

    // What was refused long ago has expired.
    private static List<String> union(List<String> newer, List<String> older) {
        return Stream.concat(newer.stream(), older.stream()).distinct().limit(MOST_KEYS).toList();
    }
}
