package dev.buildserver.benchmarks.audit;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the clients were told: accepted submissions, leases, answered results. Written by one
 * thread; others may read it when the load has ended.
 */
public final class Ledger {
    private static final String SUCCEEDED = "Succeeded";
    private static final int NEWEST = 60;

    private final Map<UUID, Job> jobs = new HashMap<>();
    private final Map<UUID, Attempt> attempts = new HashMap<>();
    private final Map<String, UUID> keys = new HashMap<>();
    private final Set<UUID> cancelled = new HashSet<>();
    private final Deque<UUID> newest = new ArrayDeque<>();
    private String filledPrefix;
    private int contradictions;
    private int unanswered;
    private int refused;

    /** A build, known by the answer to its submission, or by its lease if that came first. */
    public static final class Job {
        private String key;
        private int tenant;
        private long sentNanos;
        private long leasedNanos;
        private boolean finished;

        /** Of the submission; null while its answer has not come. */
        public String key() {
            return key;
        }

        /** Who asked, counted from 0. */
        public int tenant() {
            return tenant;
        }

        /** When the request left, 0 = its answer has not come. */
        public long sentNanos() {
            return sentNanos;
        }

        /** When an agent first had its lease, 0 = not yet. */
        public long leasedNanos() {
            return leasedNanos;
        }

        /** Whether a result was answered with success. */
        public boolean isFinished() {
            return finished;
        }
    }

    /** A lease that an agent received. */
    public static final class Attempt {
        private final UUID buildId;
        private final int attemptNo;
        private int lines;
        private String answer;
        private String manifestDigest;
        private boolean revoked;

        private Attempt(UUID buildId, int attemptNo) {
            this.buildId = buildId;
            this.attemptNo = attemptNo;
        }

        public UUID buildId() {
            return buildId;
        }

        public int attemptNo() {
            return attemptNo;
        }

        /** Log lines that the server said are durable. */
        public int lines() {
            return lines;
        }

        /** Status of the task in the answer to the result; null when there was no answer. */
        public String answer() {
            return answer;
        }

        /** Whether its result was answered with a status in which its task stays. */
        boolean isFinal() {
            return SUCCEEDED.equalsIgnoreCase(answer)
                    || "Failed".equalsIgnoreCase(answer)
                    || "Cancelled".equalsIgnoreCase(answer);
        }

        /** Of the artifacts that were sealed; null without any. */
        public String manifestDigest() {
            return manifestDigest;
        }

        public void sealed(String digest) {
            manifestDigest = digest;
        }

        /** Whether the server refused it as stale. */
        public boolean isRevoked() {
            return revoked;
        }

        public void durable(int nowLines) {
            lines = nowLines;
        }

        public void revoke() {
            revoked = true;
        }
    }

    /**
     * A submission was answered with 202.
     *
     * @param tenant who asked, counted from 0
     */
    public Job accepted(String key, int tenant, UUID buildId, long sentNanos) {
        UUID earlier = keys.put(key, buildId);
        if (earlier != null && !earlier.equals(buildId)) {
            contradictions++;
        }
        Job job = jobs.computeIfAbsent(buildId, id -> new Job());
        job.key = key;
        job.tenant = tenant;
        job.sentNanos = sentNanos;
        newest.addLast(buildId);
        if (newest.size() > NEWEST) {
            newest.removeFirst();
        }
        return job;
    }

    /** The builds that were accepted last, some tens. */
    public Collection<UUID> newest() {
        return newest;
    }

    /** A submission was refused for good. */
    public void refused() {
        refused++;
    }

    /** Submissions of which nobody knows what became. */
    public void unanswered(int count) {
        unanswered += count;
    }

    /** An agent received a lease. */
    public Attempt leased(UUID attemptUid, UUID buildId, int attemptNo, long nanos) {
        Job job = jobs.computeIfAbsent(buildId, id -> new Job());
        if (job.leasedNanos == 0) {
            job.leasedNanos = nanos;
        }
        return attempts.computeIfAbsent(attemptUid, uid -> new Attempt(buildId, attemptNo));
    }

    /** A result was answered. */
    public void answered(Attempt attempt, String taskStatus) {
        attempt.answer = taskStatus;
        if (SUCCEEDED.equalsIgnoreCase(taskStatus)) {
            jobs.get(attempt.buildId).finished = true;
        }
    }

    /** A request to cancel was granted. */
    public void cancelled(UUID buildId) {
        cancelled.add(buildId);
    }

    /** Builds whose cancelling was granted. */
    public Set<UUID> cancelled() {
        return cancelled;
    }

    public Job job(UUID buildId) {
        return jobs.get(buildId);
    }

    public Map<UUID, Job> jobs() {
        return jobs;
    }

    public Map<UUID, Attempt> attempts() {
        return attempts;
    }

    /**
     * Builds that were put into the database by hand.
     *
     * @param prefix beginning of their keys
     */
    public void filled(String prefix) {
        filledPrefix = prefix;
    }

    /** Whether somebody asked for the build with this key, or put it there. */
    boolean knows(String key) {
        return keys.containsKey(key) || filledPrefix != null && key.startsWith(filledPrefix);
    }

    /** Build by idempotency key. */
    public Map<String, UUID> keys() {
        return keys;
    }

    /** Keys that were answered with two builds. */
    public int contradictions() {
        return contradictions;
    }

    public int refusedCount() {
        return refused;
    }

    public int unansweredCount() {
        return unanswered;
    }
}
