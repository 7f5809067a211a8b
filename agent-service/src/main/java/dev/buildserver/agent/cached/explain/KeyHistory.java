package dev.buildserver.agent.cached.explain;

import dev.buildserver.agent.cached.tree.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The canonical texts of the keys under which projects were built last on this agent. Only people
 * rely on it: whatever is lost or wrong here changes no build. Thread-safe.
 */
public final class KeyHistory {
    private static final Logger LOG = Logger.getLogger(KeyHistory.class);
    private static final int MOST = 20;

    private final Path folder;

    /**
     * @param folder is made when something is remembered
     */
    public KeyHistory(Path folder) {
        this.folder = folder;
    }

    /** Inputs that are not the same; empty where nothing is known of the project. */
    public Optional<List<String>> changes(String project, String keyText) {
        Path file = file(project);
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(changes(lines(Files.readString(file)), lines(keyText)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** From now on, changes are those since this key. */
    public void remember(String project, String keyText) {
        if (isKnown(project, keyText)) {
            return;
        }
        Path unfinished = folder.resolve(UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(folder);
            Files.writeString(unfinished, keyText);
            Files.move(
                    unfinished,
                    file(project),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.debugf("The key of %s is not remembered: %s", project, e);
        }
    }

    private boolean isKnown(String project, String keyText) {
        try {
            return Files.readString(file(project)).equals(keyText);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> changes(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            String old = before.get(name);
            String current = now.get(name);
            if (old == null) {
                changes.add(name + " is new");
            } else if (current == null) {
                changes.add(name + " is gone");
            } else if (!old.equals(current)) {
                changes.add(name + " changed");
            }
        }
        return changes.subList(0, Math.min(MOST, changes.size()));
    }

    // The first two words say what it is, the rest how it is.
    private static Map<String, String> lines(String text) {
        Map<String, String> lines = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] words = line.split(" ", 3);
            String name = words.length < 3 ? words[0] : words[0] + " " + words[1];
            lines.merge(name, words[words.length - 1], (a, b) -> a + " " + b);
        }
        return lines;
    }

    private Path file(String project) {
        return folder.resolve(Sha256.of(project));
    }
}
