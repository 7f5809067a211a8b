package dev.buildserver.benchmarks.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a client was told of builds, and what came true. */
final class Told {
    private final List<Estimated> submitted = new ArrayList<>();
    private final List<Estimated> waiting = new ArrayList<>();
    private final List<Estimated> running = new ArrayList<>();
    private final Map<UUID, Ran> ran = new HashMap<>();

    private record Ran(Instant start, Instant end) {
        double seconds() {
            return Duration.between(start, end).toMillis() / 1e3;
        }
    }

    /** In the answers to submissions. */
    List<Estimated> submitted() {
        return submitted;
    }

    /** Of builds while they waited. */
    List<Estimated> waiting() {
        return waiting;
    }

    /** Of builds while they ran. */
    List<Estimated> running() {
        return running;
    }

    /**
     * A build has ended.
     *
     * @throws IllegalStateException when it did not succeed
     */
    void ended(UUID build, JsonNode view) {
        if (!view.path("status").asText().equals("Succeeded")) {
            throw new IllegalStateException("build " + build + " did not succeed: " + view);
        }
        ran.put(
                build,
                new Ran(
                        Instant.parse(view.path("startTime").asText()),
                        Instant.parse(view.path("endTime").asText())));
    }

    void forget() {
        submitted.clear();
        waiting.clear();
        running.clear();
        ran.clear();
    }

    /**
     * Compares, also with the plainest estimate: as many rounds of all slots as the position says,
     * each as long as the mean of all builds. That mean is the true one, known afterwards only.
     */
    void report(Map<String, Object> results, int slots) {
        double mean = ran.values().stream().mapToDouble(Ran::seconds).average().orElse(0);
        results.put("builds", ran.size());
        results.put("buildMeanSeconds", mean);
        Errors starts = new Errors();
        Errors plainStarts = new Errors();
        Errors ends = new Errors();
        Errors plainEnds = new Errors();
        Errors durations = new Errors();
        Errors plainDurations = new Errors();
        for (Estimated told : submitted) {
            Ran ran = this.ran.get(told.build());
            Instant plain = plainStart(told, mean, slots);
            starts.add(told.at(), told.start(), ran.start());
            plainStarts.add(told.at(), plain, ran.start());
            ends.add(told.at(), told.end(), ran.end());
            plainEnds.add(told.at(), plain.plusMillis(millis(mean)), ran.end());
            durations.add(ran.start(), ran.start().plus(told.duration()), ran.end());
            plainDurations.add(ran.start(), ran.start().plusMillis(millis(mean)), ran.end());
        }
        starts.put(results, "submittedStart");
        plainStarts.put(results, "plainStart");
        ends.put(results, "submittedEnd");
        plainEnds.put(results, "plainEnd");
        durations.put(results, "submittedDuration");
        plainDurations.put(results, "plainDuration");
        Errors later = new Errors();
        Errors plainLater = new Errors();
        for (Estimated told : waiting) {
            Instant start = ran.get(told.build()).start();
            later.add(told.at(), told.start(), start);
            plainLater.add(told.at(), plainStart(told, mean, slots), start);
        }
        later.put(results, "waitingStart");
        plainLater.put(results, "plainWaitingStart");
        Errors left = new Errors();
        running.forEach(t -> left.add(t.at(), t.end(), ran.get(t.build()).end()));
        left.put(results, "runningEnd");
    }

    private static Instant plainStart(Estimated told, double mean, int slots) {
        return told.at().plusMillis(millis(mean * told.position() / slots));
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1e3);
    }
}
