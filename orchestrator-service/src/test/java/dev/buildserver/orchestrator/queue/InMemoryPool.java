package dev.buildserver.orchestrator.queue;

import dev.buildserver.orchestrator.queue.redis.MatchRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The entries of one pool. */
final class InMemoryPool {
    private static final int HIGH = 2;
    private static final int FIRST_OF_ALL = 4;

    private enum Place {
        WAITING,
        TAKEN,
        DELAYED
    }

    private record Entry(ReadyTask task, Place place, Instant until) {
        static final Comparator<Entry> BY_AGE =
                Comparator.comparing((Entry entry) -> entry.task().readyAt())
                        .thenComparing(entry -> entry.task().key().toString());

        boolean waits() {
            return place == Place.WAITING;
        }

        String level() {
            return task.requirements() + ":" + task.priority();
        }

        Entry at(Place other, Instant time) {
            return new Entry(task, other, time);
        }
    }

    private record Urgency(int degree, Duration age, boolean raised) {
        static final Comparator<Urgency> ORDER =
                Comparator.comparing(Urgency::degree).thenComparing(Urgency::age);
    }

    private record Match(Entry entry, Free seeker) {}

    /** A seeker, with the slots that it still has. */
    private static final class Free {
        final Seeker seeker;
        int slots;

        Free(Seeker seeker) {
            this.seeker = seeker;
            this.slots = seeker.slots();
        }
    }

    private final MatchRules rules;
    private final Map<TaskKey, Entry> entries = new HashMap<>();
    private final Turns turns = new Turns();
    final Set<UUID> rebuilds = new HashSet<>();
    boolean complete;

    InMemoryPool(MatchRules rules) {
        this.rules = rules;
    }

    void enqueue(ReadyTask task, Instant now) {
        Entry known = entries.get(task.key());
        if (known != null && known.task().version() >= task.version()) {
            return;
        }
        remove(task.key());
        if (task.delay().isZero()) {
            add(task);
        } else {
            entries.put(task.key(), new Entry(task, Place.DELAYED, now.plus(task.delay())));
        }
    }

    private void add(ReadyTask task) {
        entries.put(task.key(), new Entry(task, Place.WAITING, null));
        turns.enter(level(task), task.tenant(), task.project(), task.readyAt());
    }

    private static String level(ReadyTask task) {
        return new Entry(task, Place.WAITING, null).level();
    }

    private void remove(TaskKey key) {
        Entry entry = entries.remove(key);
        if (entry != null && entry.waits()) {
            leaveWhenEmpty(entry);
        }
    }

    private void leaveWhenEmpty(Entry gone) {
        ReadyTask task = gone.task();
        if (waiting(gone.level()).noneMatch(e -> isOf(e, task.tenant(), task.project()))) {
            turns.leave(gone.level(), task.tenant(), task.project());
        }
    }

    private static boolean isOf(Entry entry, String tenant, String project) {
        return entry.task().tenant().equals(tenant) && entry.task().project().equals(project);
    }

    void acknowledge(IndexEntry entry) {
        Entry known = entries.get(entry.key());
        if (known != null && known.task().version() <= entry.version()) {
            remove(entry.key());
        }
    }

    void putBack(IndexEntry entry, Duration delay, Instant now) {
        Entry known = entries.get(entry.key());
        if (known != null
                && known.place() == Place.TAKEN
                && known.task().version() == entry.version()) {
            turns.refund(known.level(), known.task().tenant(), known.task().project());
            entries.put(entry.key(), known.at(Place.DELAYED, now.plus(delay)));
        }
    }

    boolean lacks(ReadyTask task) {
        Entry known = entries.get(task.key());
        return known == null || known.task().version() < task.version();
    }

    OptionalLong position(TaskKey key) {
        Entry entry = entries.get(key);
        if (entry == null || !entry.waits()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                1
                        + entries.values().stream()
                                .filter(Entry::waits)
                                .filter(other -> isBefore(other, entry))
                                .count());
    }

    private static boolean isBefore(Entry other, Entry entry) {
        return other.level().equals(entry.level())
                ? Entry.BY_AGE.compare(other, entry) < 0
                : other.task().priority() > entry.task().priority();
    }

    List<Proposal> match(List<Seeker> seekers, Blocked blocked, Instant now) {
        bringBack(Place.DELAYED, now);
        bringBack(Place.TAKEN, now);
        List<Free> free = seekers.stream().map(Free::new).toList();
        Map<String, Urgency> levels = new HashMap<>();
        entries.values().stream().filter(Entry::waits).forEach(e -> lookAt(e.level(), levels, now));
        List<Proposal> proposals = new ArrayList<>();
        while (free.stream().anyMatch(f -> f.slots > 0) && !levels.isEmpty()) {
            String level =
                    levels.entrySet().stream()
                            .max(Map.Entry.comparingByValue(Urgency.ORDER))
                            .orElseThrow()
                            .getKey();
            Optional<Match> match = pick(level, levels.get(level), free, blocked, now);
            match.ifPresent(found -> proposals.add(take(found, now)));
            if (match.isEmpty()) {
                levels.remove(level);
            } else if (levels.get(level).raised()) {
                // What raised it may be what was taken.
                lookAt(level, levels, now);
            }
        }
        turns.settle();
        return proposals;
    }

    private void bringBack(Place from, Instant now) {
        entries.values().stream()
                .filter(entry -> entry.place() == from && !entry.until().isAfter(now))
                .sorted(
                        Comparator.comparing(Entry::until)
                                .thenComparing(entry -> entry.task().key().toString()))
                .toList()
                .forEach(entry -> add(entry.task()));
    }

    /** How urgent a level is: its priority, raised by the age of its oldest task. */
    private void lookAt(String level, Map<String, Urgency> levels, Instant now) {
        Optional<Entry> oldest = waiting(level).min(Entry.BY_AGE);
        if (oldest.isEmpty()) {
            levels.remove(level);
            return;
        }
        int priority = oldest.get().task().priority();
        Duration age = Duration.between(oldest.get().task().readyAt(), now);
        int steps = (int) Math.floorDiv(age.toMillis(), rules.ageStep().toMillis());
        int degree =
                age.compareTo(rules.maxWait()) >= 0
                        ? FIRST_OF_ALL
                        : Math.max(priority, Math.min(HIGH, priority + steps));
        levels.put(level, new Urgency(degree, age, degree > priority));
    }

    private Stream<Entry> waiting(String level) {
        return entries.values().stream().filter(e -> e.waits() && e.level().equals(level));
    }

    private Optional<Match> pick(
            String level, Urgency urgency, List<Free> free, Blocked blocked, Instant now) {
        if (urgency.degree() == FIRST_OF_ALL) {
            Optional<Match> oldest = first(level, any -> true, free, blocked, now);
            if (oldest.isPresent()) {
                return oldest;
            }
        }
        for (String tenant : turns.order(turns.tenants(level))) {
            if (blocked.tenants().contains(tenant)) {
                continue;
            }
            for (String project : turns.order(turns.projects(level, tenant))) {
                Optional<Match> match =
                        first(level, e -> isOf(e, tenant, project), free, blocked, now);
                if (match.isPresent()) {
                    return match;
                }
            }
        }
        return Optional.empty();
    }

    /** The oldest that somebody may have. */
    private Optional<Match> first(
            String level, Predicate<Entry> which, List<Free> free, Blocked blocked, Instant now) {
        return waiting(level)
                .filter(which)
                .filter(entry -> !isBlocked(entry.task(), blocked))
                .sorted(Entry.BY_AGE)
                .flatMap(
                        entry ->
                                seeker(entry.task(), free, now)
                                        .map(f -> new Match(entry, f))
                                        .stream())
                .findFirst();
    }

    private static boolean isBlocked(ReadyTask task, Blocked blocked) {
        return blocked.tenants().contains(task.tenant())
                || blocked.projects().contains(new Blocked.Project(task.tenant(), task.project()));
    }

    /** One that holds the workspace warm, else the first that may have it. */
    private Optional<Free> seeker(ReadyTask task, List<Free> free, Instant now) {
        List<Free> able = free.stream().filter(f -> mayHave(f, task, now)).toList();
        return able.stream()
                .filter(f -> f.seeker.warm().contains(task.affinity()))
                .findFirst()
                .or(() -> able.stream().findFirst());
    }

    private boolean mayHave(Free free, ReadyTask task, Instant now) {
        boolean young = Duration.between(task.readyAt(), now).compareTo(rules.exclusion()) <= 0;
        return free.slots > 0
                && free.seeker.classes().contains(task.requirements())
                && !(young && task.excluded().contains(free.seeker.agentId()));
    }

    private Proposal take(Match match, Instant now) {
        ReadyTask task = match.entry().task();
        entries.put(task.key(), match.entry().at(Place.TAKEN, now.plus(rules.reclaimAfter())));
        turns.charge(task.tenant(), task.project());
        leaveWhenEmpty(match.entry());
        match.seeker().slots--;
        return new Proposal(task.key(), task.version(), match.seeker().seeker.sessionId());
    }

    /** To be called after each change. */
    void resetTurnsWhenNobodyWaits() {
        if (entries.values().stream().noneMatch(Entry::waits)) {
            turns.reset();
        }
    }

    /** Delays and what was taken come to their end sooner. */
    void advance(Duration duration) {
        entries.replaceAll(
                (key, e) -> e.until() == null ? e : e.at(e.place(), e.until().minus(duration)));
    }

    List<String> kept() {
        List<String> kept =
                new ArrayList<>(entries.keySet().stream().map(TaskKey::toString).toList());
        if (!turns.isEmpty()) {
            kept.add("turns");
        }
        return kept;
    }
}
