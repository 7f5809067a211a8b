package dev.buildserver.agent.cached.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what the logger says while a solution describes itself. */
final class EvaluationEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FRAMEWORK = "TargetFramework";

    private final Map<String, List<SortedMap<String, String>>> instances = new HashMap<>();
    private final Map<String, List<String>> imports = new HashMap<>();
    private final Set<String> targets = new TreeSet<>();
    private String configurations = "";
    private final List<String> diagnostics = new ArrayList<>();
    private final RestoreEvents restore = new RestoreEvents();

    void line(String text) {
        JsonNode event;
        try {
            event = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return;
        }
        restore.event(event);
        switch (event.path("event").asText()) {
            case "instance" ->
                    instances
                            .computeIfAbsent(event.path("project").asText(), p -> new ArrayList<>())
                            .add(properties(event.path("properties")));
            case "solution" -> configurations = event.path("configurations").asText();
            case "imports" -> imports.put(event.path("project").asText(), texts(event, "files"));
            case "targets" -> targets.addAll(texts(event, "files"));
            case "warning", "error" -> diagnostics.add(text);
            default -> {
                // Said for progress.
            }
        }
    }

    /** Global properties of each build of the project that does not follow from another. */
    List<SortedMap<String, String>> variants(String project) {
        List<SortedMap<String, String>> all = instances.getOrDefault(project, List.of());
        return all.stream().filter(one -> !followsFromAnother(one, all)).distinct().toList();
    }

    List<String> imports(String project) {
        return imports.getOrDefault(project, List.of());
    }

    /** Files that targets came from that ran; empty where it is not known. */
    Set<String> targets() {
        return targets;
    }

    /** Projects of which it is known what they import. */
    Set<String> evaluated() {
        return imports.keySet();
    }

    /** Empty where no solution file is built. */
    String configurations() {
        return configurations;
    }

    List<String> diagnostics() {
        return diagnostics;
    }

    boolean restoreRefused() {
        return restore.refused();
    }

    // A build of all frameworks builds each of them.
    private static boolean followsFromAnother(
            SortedMap<String, String> one, List<SortedMap<String, String>> all) {
        if (!one.containsKey(FRAMEWORK)) {
            return false;
        }
        SortedMap<String, String> outer = new TreeMap<>(one);
        outer.remove(FRAMEWORK);
        return all.contains(outer);
    }

    private static SortedMap<String, String> properties(JsonNode assignments) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (JsonNode assignment : assignments) {
            String text = assignment.asText();
            int equals = text.indexOf('=');
            properties.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return properties;
    }

    private static List<String> texts(JsonNode event, String field) {
        List<String> texts = new ArrayList<>();
        event.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
