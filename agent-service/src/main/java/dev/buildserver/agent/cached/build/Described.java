package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.Description;
import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.entry.StoredFile;
import java.util.List;
import java.util.Map;

/**
 * A restored solution.
 *
 * @param key of the description
 * @param restored states of the files that restore wrote, by path
 * @param files the same, to be placed
 * @param looks what MSBuild looked at before anything was built
 * @param replayed whether nothing had to run
 * @param reason why something had to run; null if nothing had
 * @param obstacles why it has to run each time; mostly empty
 * @param ofCommit whether it depends on more of the commit than its files
 * @param millis what it took, now or then
 */
record Described(
        String key,
        Description description,
        Map<String, String> restored,
        List<StoredFile> files,
        List<Observed> looks,
        boolean replayed,
        String reason,
        List<String> obstacles,
        boolean ofCommit,
        long millis) {
    Described {
        files = List.copyOf(files);
        looks = List.copyOf(looks);
        obstacles = List.copyOf(obstacles);
    }

    static Described replayed(
            String key, Description description, Map<String, String> restored, Entry entry) {
        return new Described(
                key,
                description,
                restored,
                entry.files(),
                entry.accesses(),
                true,
                null,
                List.of(),
                entry.looksAtGit(),
                entry.millis());
    }

    static Described anew(
            String key,
            Description description,
            Map<String, String> restored,
            Entry entry,
            String reason,
            List<String> obstacles) {
        return new Described(
                key,
                description,
                restored,
                entry.files(),
                entry.accesses(),
                false,
                reason,
                obstacles,
                entry.looksAtGit(),
                entry.millis());
    }
}
