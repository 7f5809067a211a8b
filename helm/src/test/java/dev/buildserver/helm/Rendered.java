package dev.buildserver.helm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Questions about a rendering. */
record Rendered(List<HasMetadata> objects) {
    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> T one(Class<T> type, String name) {
        return all(type).stream()
                .filter(o -> o.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
    }

    /** Every pod that will ever run. */
    List<PodTemplateSpec> pods() {
        Stream<PodTemplateSpec> deployed =
                all(Deployment.class).stream().map(d -> d.getSpec().getTemplate());
        Stream<PodTemplateSpec> single =
                all(Pod.class).stream()
                        .map(
                                pod ->
                                        new PodTemplateSpecBuilder()
                                                .withMetadata(pod.getMetadata())
                                                .withSpec(pod.getSpec())
                                                .build());
        return Stream.concat(deployed, single).toList();
    }

    /** Pods of agents. */
    List<Deployment> agents() {
        return all(Deployment.class).stream().filter(Rendered::isAgent).toList();
    }

    List<Deployment> services() {
        return all(Deployment.class).stream().filter(d -> !isAgent(d)).toList();
    }

    boolean selects(Map<String, String> selector) {
        return pods().stream()
                .anyMatch(
                        pod ->
                                pod.getMetadata()
                                        .getLabels()
                                        .entrySet()
                                        .containsAll(selector.entrySet()));
    }

    private static boolean isAgent(Deployment deployment) {
        return deployment
                .getMetadata()
                .getLabels()
                .get("app.kubernetes.io/component")
                .startsWith("agent-");
    }
}
