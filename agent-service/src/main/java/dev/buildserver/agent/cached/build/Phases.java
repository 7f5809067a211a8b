package dev.buildserver.agent.cached.build;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the time of a build goes. Not thread-safe. */
final class Phases {
    /** In the order in which they are shown; while projects are built, others go on too. */
    enum Phase {
        DESCRIPTION("restore and description"),
        KEYS("keys and look-up"),
        PLACING("hits written"),
        WORKSHOP("projects built"),
        SCANNING("outputs read and stored"),
        TRACE("trace read"),
        STORING("entries stored");

        private final String shown;

        Phase(String shown) {
            this.shown = shown;
        }
    }

    private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);

    /** Adds the time from {@code begin} (of {@link System#nanoTime}) until now. */
    void add(Phase phase, long begin) {
        nanos.merge(phase, System.nanoTime() - begin, Long::sum);
    }

    /** Seconds of each, for people. */
    @Override
    public String toString() {
        return nanos.entrySet().stream()
                .map(
                        e ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %.2f s",
                                        e.getKey().shown,
                                        e.getValue() / 1e9))
                .collect(Collectors.joining(", "));
    }
}
