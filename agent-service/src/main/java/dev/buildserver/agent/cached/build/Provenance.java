package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.tree.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells which of a project's outputs are copies of what its references made. Those follow the
 * references when these change in a way that the project itself need not be built for.
 */
final class Provenance {
    private final ProjectState user;

    /** What references made themselves, by its name in their folders. */
    private final Map<String, List<StoredFile>> made = new HashMap<>();

    /** What users know by name or face only, by its content. */
    private final Map<String, List<StoredFile>> byContent = new HashMap<>();

    private final List<StoredFile> pins = new ArrayList<>();

    Provenance(ProjectState user) {
        this.user = user;
        for (ProjectState reference : user.closure()) {
            for (StoredFile file : reference.files().values()) {
                String name = file.from() == null ? nameInFolder(reference, file.path()) : null;
                StoredFile copy = file.copyOf(reference.path(), file.path());
                if (name != null) {
                    made.computeIfAbsent(name, n -> new ArrayList<>()).add(copy);
                }
                if (Insights.isKnownByName(reference, file)) {
                    byContent.computeIfAbsent(file.sha256(), s -> new ArrayList<>()).add(copy);
                }
            }
        }
    }

    /** Files that may be where a copy came from, more than one for the same copy. */
    List<StoredFile> pins() {
        return List.copyOf(pins);
    }

    SortedMap<String, StoredFile> mark(SortedMap<String, StoredFile> files) {
        SortedMap<String, StoredFile> marked = new TreeMap<>();
        files.forEach((path, file) -> marked.put(path, mark(file)));
        return marked;
    }

    /** One that is a copy under another name, or elsewhere, holds as long as its origin does. */
    StoredFile mark(StoredFile file) {
        String name = nameInFolder(user, file.path());
        if (name == null || name.startsWith("ref/")) {
            return pinned(file);
        }
        List<StoredFile> namesakes = made.getOrDefault(name, List.of());
        List<StoredFile> origins =
                namesakes.stream()
                        .filter(other -> other.state().equals(file.state()))
                        .map(other -> file.copyOf(other.from(), other.fromPath()))
                        .toList();
        if (origins.size() > 1) {
            pins.addAll(origins);
            return file;
        }
        if (!origins.isEmpty()) {
            return file.copyOf(origins.get(0).from(), origins.get(0).fromPath());
        }
        // A target may have changed a copy, be it by making a program of it.
        pins.addAll(namesakes);
        return pinned(file);
    }

    private StoredFile pinned(StoredFile file) {
        pins.addAll(byContent.getOrDefault(file.sha256(), List.of()));
        return file;
    }

    private static String nameInFolder(ProjectState state, String path) {
        for (ProjectOutputs outputs : state.project().outputs()) {
            String folder = outputs.folder();
            // The folder itself stands for outputs that can't be read.
            if (folder != null && !path.equals(folder) && TreePath.isWithin(path, folder)) {
                return folder.isEmpty() ? path : path.substring(folder.length() + 1);
            }
        }
        return null;
    }
}
