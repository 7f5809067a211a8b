package dev.buildserver.agent.execute.warm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What restore left in a tree. */
final class RestoredFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASSETS = "project.assets.json";

    /** Where it is not in the repository, it is gone with each checkout. */
    private static final String LOCK = "packages.lock.json";

    private RestoredFiles() {}

    /** Digest of each file by its path in the tree. */
    static Map<String, String> digests(Path source) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        TreeWalk.files(
                source,
                (file, attributes) -> {
                    if (isRestored(file.getFileName().toString())) {
                        digests.put(source.relativize(file).toString(), Digests.of(file));
                    }
                });
        return digests;
    }

    /**
     * Whether a restore now would lead to the same packages: none is chosen by a floating version,
     * and all are still on this machine.
     *
     * @param digests of the files to look at, by path in the tree
     * @param outside where a folder is that restore named
     */
    static boolean stillHold(Path source, Map<String, String> digests, UnaryOperator<Path> outside)
            throws IOException {
        for (String path : digests.keySet()) {
            if (path.endsWith(ASSETS) && !holds(source.resolve(path), outside)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the file is left by restore, whether or not a build depends on it. */
    static boolean isOfRestore(String name) {
        return isRestored(name)
                || name.endsWith(".nuget.dgspec.json")
                || name.endsWith(".nuget.cache");
    }

    private static boolean isRestored(String name) {
        return name.equals(ASSETS)
                || name.equals(LOCK)
                || name.endsWith(".nuget.g.props")
                || name.endsWith(".nuget.g.targets");
    }

    private static boolean holds(Path assets, UnaryOperator<Path> outside) throws IOException {
        JsonNode root = JSON.readTree(assets.toFile());
        for (JsonNode framework : root.path("project").path("frameworks")) {
            for (JsonNode dependency : framework.path("dependencies")) {
                if (dependency.path("version").asText().contains("*")) {
                    return false;
                }
            }
        }
        for (JsonNode library : root.path("libraries")) {
            if (library.path("type").asText().equals("package")
                    && !isThere(
                            root.path("packageFolders"), library.path("path").asText(), outside)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isThere(JsonNode folders, String path, UnaryOperator<Path> outside) {
        for (var names = folders.fieldNames(); names.hasNext(); ) {
            if (Files.isDirectory(outside.apply(Path.of(names.next())).resolve(path))) {
                return true;
            }
        }
        return false;
    }
}
