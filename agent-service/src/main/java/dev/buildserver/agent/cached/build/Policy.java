package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.key.KeyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which projects have to do without the cache, whatever their inputs. By project file.
 *
 * @param quarantined two builds of the same inputs gave different outputs, and how: neither the
 *     project nor what is built on it is looked up or kept
 * @param losing caching it costs more than it saves, and how; counts for the project alone
 * @param epochs of projects whose quarantine was lifted: entries of an earlier one are not found
 *     any more, nor those of what was built on them
 */
public record Policy(
        Map<String, String> quarantined, Map<String, String> losing, Map<String, String> epochs) {
    /** Everything is cached. */
    public static final Policy ALL = new Policy(Map.of(), Map.of(), Map.of());

    public Policy {
        quarantined = Map.copyOf(quarantined);
        losing = Map.copyOf(losing);
        epochs = Map.copyOf(epochs);
    }

    /** Why the project can't be cached; empty where it can. */
    Optional<String> quarantine(ProjectState state) {
        if (quarantined.isEmpty()) {
            return Optional.empty();
        }
        String own = quarantined.get(state.title());
        if (own != null) {
            return Optional.of("quarantined: " + own);
        }
        return state.closure().stream()
                .map(ProjectState::title)
                .filter(quarantined::containsKey)
                .findFirst()
                .map(path -> "it is built on " + path + ", which is quarantined");
    }

    /** Why the project is better not cached. */
    Optional<String> loss(ProjectState state) {
        return Optional.ofNullable(losing.get(state.title()));
    }

    /** Lines of the project's key. */
    List<String> linesFor(ProjectState state) {
        if (epochs.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        add(state.title(), lines);
        state.closure().forEach(reference -> add(reference.title(), lines));
        return lines;
    }

    /** Lines of the key of a build that may have any of the projects. */
    public List<String> lines() {
        return epochs.entrySet().stream()
                .map(epoch -> KeyText.of("epoch", epoch.getKey(), epoch.getValue()))
                .sorted()
                .toList();
    }

    private void add(String path, List<String> lines) {
        String epoch = epochs.get(path);
        if (epoch != null) {
            lines.add(KeyText.of("epoch", path, epoch));
        }
    }
}
