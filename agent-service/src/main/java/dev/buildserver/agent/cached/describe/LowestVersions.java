package dev.buildserver.agent.cached.describe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells which packages of a project have a version for which nobody asked. Restore takes the lowest
 * that fits: where it is another than one that was named, no feed had that, for now.
 */
final class LowestVersions {
    /** Lower bounds by package, in lower case. */
    private final Map<String, Set<String>> asked = new HashMap<>();

    private final List<String> others = new ArrayList<>();

    /**
     * @param assets what restore wrote of the project
     * @return packages with the versions that were taken
     */
    static List<String> notAskedFor(JsonNode assets) {
        LowestVersions versions = new LowestVersions();
        JsonNode project = assets.path("project");
        for (JsonNode framework : project.path("frameworks")) {
            versions.askedIn(framework.path("dependencies"));
        }
        for (JsonNode central : assets.path("centralTransitiveDependencyGroups")) {
            versions.askedIn(central);
        }
        for (JsonNode target : assets.path("targets")) {
            target.forEach(library -> versions.askedIn(library.path("dependencies")));
        }
        assets.path("libraries")
                .properties()
                .forEach(library -> versions.taken(library.getKey(), library.getValue()));
        return versions.others;
    }

    private void askedIn(JsonNode dependencies) {
        for (Map.Entry<String, JsonNode> one : dependencies.properties()) {
            JsonNode value = one.getValue();
            String range = value.isTextual() ? value.asText() : value.path("version").asText();
            asked.computeIfAbsent(one.getKey().toLowerCase(Locale.ROOT), n -> new HashSet<>())
                    .add(normal(lowerBound(range)));
        }
    }

    private void taken(String library, JsonNode value) {
        int slash = library.indexOf('/');
        if (slash < 0 || !value.path("type").asText().equals("package")) {
            return;
        }
        Set<String> bounds = asked.get(library.substring(0, slash).toLowerCase(Locale.ROOT));
        if (bounds != null && !bounds.contains(normal(library.substring(slash + 1)))) {
            others.add(library.replace('/', ' '));
        }
    }

    // An excluded one can't have been taken.
    private static String lowerBound(String range) {
        String text = range.strip();
        if (text.startsWith("(")) {
            return "";
        }
        String inside = text.startsWith("[") ? text.substring(1) : text;
        return inside.split("[,\\]]", 2)[0].strip();
    }

    // 1.0, 1.0.0, 1.00.0.0 and 1.0.0+x are the same.
    private static String normal(String version) {
        String text = version.toLowerCase(Locale.ROOT).split("\\+", 2)[0];
        String[] parts = text.split("-", 2);
        List<String> numbers = new ArrayList<>();
        for (String number : parts[0].split("\\.")) {
            numbers.add(number.replaceFirst("^0+(?=\\d)", ""));
        }
        while (numbers.size() < 4) {
            numbers.add("0");
        }
        return String.join(".", numbers) + (parts.length > 1 ? "-" + parts[1] : "");
    }
}
