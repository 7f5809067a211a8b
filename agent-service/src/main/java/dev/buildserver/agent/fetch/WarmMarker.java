package dev.buildserver.agent.fetch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What stands in a warm tree, written only after all of it was compiled and removed before the next
 * build begins: a tree without a marker is of no use.
 *
 * @param url of the repository
 * @param fullHistory whether all commits are there
 * @param commit full commit id of the tree
 * @param sdks the SDKs that were installed
 * @param parameters digest of everything else that shapes outputs
 */
record WarmMarker(String url, boolean fullHistory, String commit, String sdks, String parameters) {
    private static final String FILE = "ready.json";

    static Optional<WarmMarker> take(Path folder, ObjectMapper json) {
        Path file = folder.resolve(FILE);
        try {
            WarmMarker marker = json.readValue(file.toFile(), WarmMarker.class);
            Files.delete(file);
            return Optional.of(marker);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    void write(Path folder, ObjectMapper json) throws IOException {
        Path draft = folder.resolve(FILE + ".new");
        json.writeValue(draft.toFile(), this);
        Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
