package dev.buildserver.agent.cached.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What restore chose for the projects of a tree, by the files it left. */
public final class RestoredPackages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASSETS = "/project.assets.json";
    private static final int MAX_DEPTH = 32;

    private final Map<String, String> hashes = new TreeMap<>();
    private final Set<String> withAnalyzers = new HashSet<>();
    private final List<String> obstacles = new ArrayList<>();

    private RestoredPackages() {}

    static RestoredPackages of(Path source, Tree tree) throws IOException {
        RestoredPackages packages = new RestoredPackages();
        for (String file : tree.filesBelow("")) {
            if (file.endsWith(ASSETS)) {
                packages.read(
                        TreePath.parent(file),
                        JSON.readTree(TreePath.resolve(source, file).toFile()));
            }
        }
        return packages;
    }

    /**
     * The packages that restore chose for all projects below a folder.
     *
     * @return SHA-512 as NuGet writes it, by path in a folder of packages
     */
    public static Map<String, String> chosenBelow(Path source) throws IOException {
        RestoredPackages packages = new RestoredPackages();
        try (Stream<Path> files =
                Files.find(source, MAX_DEPTH, (file, attributes) -> isAssets(file))) {
            for (Path file : files.toList()) {
                packages.read("", JSON.readTree(file.toFile()));
            }
        }
        return packages.hashes;
    }

    private static boolean isAssets(Path file) {
        return file.endsWith("project.assets.json") && Files.isRegularFile(file);
    }

    Map<String, String> hashes() {
        return hashes;
    }

    List<String> obstacles() {
        return obstacles.stream().distinct().sorted().toList();
    }

    boolean bringsAnalyzers(String project) {
        return withAnalyzers.contains(project);
    }

    private void read(String folder, JsonNode assets) {
        JsonNode project = assets.path("project");
        for (JsonNode framework : project.path("frameworks")) {
            framework
                    .path("dependencies")
                    .properties()
                    .forEach(one -> checkVersion(one.getKey(), one.getValue()));
        }
        assets.path("logs").forEach(this::checkLog);
        // The warnings of that can be switched off.
        LowestVersions.notAskedFor(assets)
                .forEach(
                        one ->
                                obstacles.add(
                                        "the version of package "
                                                + one
                                                + " is none that anybody asked for"));
        boolean analyzers = false;
        for (JsonNode library : assets.path("libraries")) {
            if (library.path("type").asText().equals("package")) {
                hashes.put(library.path("path").asText(), library.path("sha512").asText());
                for (JsonNode file : library.path("files")) {
                    analyzers |= file.asText().startsWith("analyzers/");
                }
            }
        }
        if (analyzers) {
            String name = project.path("restore").path("projectPath").asText();
            withAnalyzers.add(
                    TreePath.parent(folder)
                            + "/"
                            + TreePath.encode(name.substring(name.lastIndexOf('/') + 1)));
        }
    }

    private void checkVersion(String name, JsonNode dependency) {
        if (dependency.path("version").asText().contains("*")) {
            obstacles.add("the version of package " + name + " is a floating one");
        }
    }

    // NU1601 to NU1604: a version other than the one that was asked for was taken, for now.
    private void checkLog(JsonNode message) {
        if (message.path("code").asText().startsWith("NU160")) {
            obstacles.add(message.path("code").asText() + ": " + message.path("message").asText());
        }
    }
}
