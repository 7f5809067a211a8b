package dev.buildserver.agent.cached.shadow;

import dev.buildserver.agent.cached.build.Made;
import dev.buildserver.agent.cached.store.CacheLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The projects of a build that are to be built again. */
public record Sample(List<Made> projects) {
    public Sample {
        projects = List.copyOf(projects);
    }

    /**
     * Which projects are chosen.
     *
     * @param share of hits, 0 to 1
     * @param first a project that was verified less often than that is chosen always
     * @param most projects at once; those that were verified least often go first
     */
    public record Rule(double share, int first, int most) {}

    /**
     * Chooses.
     *
     * @param verified how often a project, by its file, was verified
     */
    public static Sample of(
            List<Made> made, Rule rule, ToIntFunction<String> verified, RandomGenerator random) {
        List<Made> chosen = new ArrayList<>();
        for (Made one : made) {
            boolean isNew = verified.applyAsInt(one.project()) < rule.first();
            if (isNew || one.hit() && random.nextDouble() < rule.share()) {
                chosen.add(one);
            }
        }
        chosen.sort((a, b) -> verified.applyAsInt(a.project()) - verified.applyAsInt(b.project()));
        return new Sample(chosen.subList(0, Math.min(rule.most(), chosen.size())));
    }

    public boolean isEmpty() {
        return projects.isEmpty();
    }

    /** The cache with which the second build has to build them. */
    public ShadowCache hiddenIn(CacheLevel cache, BooleanSupplier stopped) {
        Set<String> keys = projects.stream().map(Made::key).collect(Collectors.toSet());
        return new ShadowCache(cache, keys, stopped);
    }

    /** What the second build showed of those that it built with the same inputs. */
    public List<Verdict> verdicts(ShadowCache cache) {
        return projects.stream().flatMap(made -> verdict(made, cache).stream()).toList();
    }

    private static Optional<Verdict> verdict(Made made, ShadowCache cache) {
        return cache.made(made.key()).flatMap(again -> Verdict.of(made, again));
    }
}
