package dev.buildserver.agent.cached.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the cache's use for one project file.
 *
 * @param verified how often its outputs were built again, and were the same
 * @param builds the last builds with the cache, the newest last
 * @param rest for how many more builds it is left uncached
 */
record Account(int verified, List<Build> builds, int rest) {
    static final Account NEW = new Account(0, List.of(), 0);

    Account {
        builds = builds == null ? List.of() : List.copyOf(builds);
    }

    /**
     * One build.
     *
     * @param savedMillis what the hit would have taken to build; 0 for a miss
     * @param spentMillis what the cache took
     */
    record Build(long savedMillis, long spentMillis) {}

    Account verifiedOnceMore() {
        return new Account(verified + 1, builds, rest);
    }

    /** After a build without the cache. */
    Account rested() {
        // It begins anew: what was lost before says nothing of what comes.
        return rest <= 1
                ? new Account(verified, List.of(), 0)
                : new Account(verified, builds, rest - 1);
    }

    /** After a build with the cache. */
    Account built(Build build, Ledger.Rule rule) {
        List<Build> last = new ArrayList<>(builds);
        last.add(build);
        if (last.size() > rule.window()) {
            last.subList(0, last.size() - rule.window()).clear();
        }
        Account now = new Account(verified, last, 0);
        boolean loses = last.size() == rule.window() && now.spent() > now.saved();
        return loses ? new Account(verified, last, rule.rest()) : now;
    }

    /** Why it is left uncached; empty where it is not. */
    Optional<String> loss() {
        return rest == 0
                ? Optional.empty()
                : Optional.of(
                        ("in its last %d builds the cache took %d ms and saved %d ms;"
                                        + " it is tried again in %d builds")
                                .formatted(builds.size(), spent(), saved(), rest));
    }

    private long saved() {
        return builds.stream().mapToLong(Build::savedMillis).sum();
    }

    private long spent() {
        return builds.stream().mapToLong(Build::spentMillis).sum();
    }
}
