package dev.buildserver.benchmarks.proof.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that a build made.
 *
 * @param files mode and hash by path
 */
public record Manifest(Map<String, String> files) {
    /** Of a build that made nothing. */
    public static final Manifest NONE = new Manifest(Map.of());

    private static final int SCHEMA = 1;

    /** Reads an artifact {@code outputs.json}. */
    public static Manifest read(Path json) throws IOException {
        JsonNode root = new ObjectMapper().readTree(json.toFile());
        if (root.path("schema").asInt() != SCHEMA) {
            throw new IOException("unknown format of " + json);
        }
        Map<String, String> files = new TreeMap<>();
        for (JsonNode file : root.path("files")) {
            String content = file.path("mode").asText() + " " + file.path("sha256").asText();
            files.put(file.path("path").asText(), content);
        }
        return new Manifest(files);
    }

    /** What differs here from a right one: one line for each file. */
    public List<String> differencesTo(Manifest right) {
        TreeSet<String> paths = new TreeSet<>(files.keySet());
        paths.addAll(right.files.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String here = files.get(path);
            String there = right.files.get(path);
            if (here == null) {
                differences.add("missing: " + path);
            } else if (there == null) {
                differences.add("too many: " + path);
            } else if (!here.equals(there)) {
                differences.add("other content: " + path);
            }
        }
        return differences;
    }
}
