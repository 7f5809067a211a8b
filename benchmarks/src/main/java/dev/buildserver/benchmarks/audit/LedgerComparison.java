package dev.buildserver.benchmarks.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Holds what clients were told against what is stored. */
public final class LedgerComparison {
    private static final Set<String> CANCELLED = Set.of("CANCELLING", "CANCELLED");

    private final Ledger ledger;
    private final Stored stored;
    private final int lines;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param lines of each finished attempt's log
     */
    public LedgerComparison(Ledger ledger, Stored stored, int lines) {
        this.ledger = ledger;
        this.stored = stored;
        this.lines = lines;
    }

    /**
     * All that does not agree.
     *
     * @param allEnded whether every build should have ended
     */
    public List<Finding> findings(boolean allEnded) {
        submissions();
        refusals();
        unknownBuilds();
        leases();
        results();
        acceptances();
        cancels();
        logs();
        if (allEnded) {
            openBuilds();
        }
        return findings;
    }

    private void submissions() {
        List<String> rows = new ArrayList<>();
        ledger.keys()
                .forEach(
                        (key, buildId) -> {
                            Stored.Build build = stored.builds().get(key);
                            if (build == null) {
                                rows.add(key + " was answered " + buildId + "; nothing is stored");
                            } else if (!build.buildId().equals(buildId)) {
                                rows.add(key + " was answered " + buildId + "; stored: " + build);
                            }
                        });
        if (ledger.contradictions() > 0) {
            rows.add(ledger.contradictions() + " keys were answered with two builds");
        }
        note("I1", "an acknowledged submission exists exactly once", rows);
    }

    private void refusals() {
        if (ledger.refusedCount() > 0) {
            String row = ledger.refusedCount() + " submissions were refused for good";
            note("I1", "a valid submission is accepted", List.of(row));
        }
    }

    private void unknownBuilds() {
        List<String> rows = new ArrayList<>();
        stored.builds()
                .forEach(
                        (key, build) -> {
                            if (!ledger.knows(key)) {
                                rows.add(key + ": " + build);
                            }
                        });
        if (rows.size() > ledger.unansweredCount()) {
            rows.add(0, ledger.unansweredCount() + " submissions had no answer");
            note("I1", "a build exists because somebody asked for it", rows);
        }
    }

    private void leases() {
        List<String> rows = new ArrayList<>();
        ledger.attempts()
                .forEach(
                        (uid, attempt) -> {
                            Stored.Attempt known = stored.attempts().get(uid);
                            if (known == null) {
                                rows.add("attempt " + uid + " was leased; it is not stored");
                            } else if (!known.buildId().equals(attempt.buildId())) {
                                rows.add("attempt " + uid + " belongs to another build: " + known);
                            }
                        });
        note("I2", "a lease in an agent's hand is stored", rows);
    }

    private void results() {
        List<String> rows = new ArrayList<>();
        Map<UUID, UUID> ended = new HashMap<>();
        ledger.attempts()
                .forEach(
                        (uid, attempt) -> {
                            if (attempt.answer() == null) {
                                return;
                            }
                            Stored.Attempt known = stored.attempts().get(uid);
                            if (known == null
                                    || !attempt.answer().equalsIgnoreCase(known.taskStatus())) {
                                String answer = attempt.answer();
                                rows.add(uid + " was answered " + answer + "; stored: " + known);
                            }
                            UUID other =
                                    attempt.isFinal() ? ended.put(attempt.buildId(), uid) : null;
                            if (other != null) {
                                rows.add(attempt.buildId() + ": results of " + other + ", " + uid);
                            }
                        });
        note("I2", "one result of a build is accepted, and what was answered is stored", rows);
    }

    private void acceptances() {
        List<String> rows = new ArrayList<>();
        stored.attempts()
                .forEach(
                        (uid, attempt) -> {
                            if (attempt.isAccepted() && !ledger.attempts().containsKey(uid)) {
                                rows.add(uid + ": " + attempt);
                            }
                        });
        note("I2", "only an attempt that an agent had can be accepted", rows);
    }

    private void cancels() {
        List<String> rows = new ArrayList<>();
        stored.builds()
                .forEach(
                        (key, build) -> {
                            if (ledger.cancelled().contains(build.buildId())
                                    && !CANCELLED.contains(build.status())) {
                                rows.add(key + ": " + build);
                            }
                        });
        note("I5", "a build whose cancelling was granted ends cancelled", rows);
    }

    private void logs() {
        List<String> rows = new ArrayList<>();
        ledger.attempts()
                .forEach(
                        (uid, attempt) -> {
                            Stored.Attempt known = stored.attempts().get(uid);
                            if (known == null) {
                                return;
                            }
                            boolean lost = known.lines() < attempt.lines();
                            boolean wrong = known.isAccepted() && known.lines() != lines;
                            if (lost || wrong) {
                                long durable = attempt.lines();
                                rows.add(uid + ": " + durable + " lines durable; stored: " + known);
                            }
                        });
        note("I8", "log lines that were acknowledged are stored, each once", rows);
    }

    private void openBuilds() {
        Set<String> open = Set.of("WAITING", "OPEN", "CANCELLING");
        List<String> rows = new ArrayList<>();
        stored.builds()
                .forEach(
                        (key, build) -> {
                            if (open.contains(build.status())) {
                                rows.add(key + ": " + build);
                            }
                        });
        note("I9", "a build ends when agents are idle", rows);
    }

    private void note(String invariant, String what, List<String> rows) {
        if (!rows.isEmpty()) {
            findings.add(new Finding(invariant, what, rows));
        }
    }
}
