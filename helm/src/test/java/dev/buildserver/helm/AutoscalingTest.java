package dev.buildserver.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutoscalingTest {
    static Stream<String> values() {
        return Chart.ciValues();
    }

    @Test
    void poolsGrowWithTheQueueAndNeverBelowTheBusyAgents() {
        // Given
        Rendered rendered = new Rendered(Chart.render("ha-values.yaml"));

        // When
        HorizontalPodAutoscaler pool =
                rendered.one(HorizontalPodAutoscaler.class, "ci-buildserver-agent-linux");

        // Then
        assertThat(pool.getSpec().getMinReplicas()).isEqualTo(2);
        assertThat(pool.getSpec().getMaxReplicas()).isEqualTo(50);
        List<MetricSpec> metrics = pool.getSpec().getMetrics();
        assertThat(metrics).hasSize(2);
        assertMetric(metrics.get(0), "build_queue_length", "2");
        assertMetric(metrics.get(1), "buildserver_agents_desired", "1");
        var down = pool.getSpec().getBehavior().getScaleDown();
        assertThat(down.getStabilizationWindowSeconds()).isEqualTo(300);
        assertThat(pool.getSpec().getBehavior().getScaleUp().getStabilizationWindowSeconds())
                .isZero();
    }

    private static void assertMetric(MetricSpec metric, String name, String target) {
        assertThat(metric.getType()).isEqualTo("External");
        assertThat(metric.getExternal().getMetric().getName()).isEqualTo(name);
        assertThat(metric.getExternal().getMetric().getSelector().getMatchLabels())
                .isEqualTo(Map.of("pool", "Linux"));
        assertThat(metric.getExternal().getTarget().getType()).isEqualTo("AverageValue");
        assertThat(metric.getExternal().getTarget().getAverageValue()).hasToString(target);
    }

    @Test
    void toleranceIsSetWhereKubernetesKnowsIt() {
        // When
        String old = Chart.template(Chart.FOLDER).call();
        String current = Chart.template(Chart.FOLDER).withKubeVersion("1.35.0").call();

        // Then
        assertThat(old).doesNotContain("tolerance:");
        assertThat(new Rendered(Chart.objects(current)).all(HorizontalPodAutoscaler.class))
                .isNotEmpty()
                .allSatisfy(
                        hpa ->
                                assertThat(hpa.getSpec().getBehavior().getScaleUp().getTolerance())
                                        .hasToString("0"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void nobodyElseSetsTheReplicas(String values) {
        // Given
        Rendered rendered = new Rendered(Chart.render(values));

        // Then: who scales by itself has no number of replicas, all others have one
        List<String> scaled =
                Stream.concat(
                                rendered.all(HorizontalPodAutoscaler.class).stream()
                                        .map(h -> h.getSpec().getScaleTargetRef().getName()),
                                rendered.all(GenericKubernetesResource.class).stream()
                                        .map(o -> o.<String>get("spec", "scaleTargetRef", "name")))
                        .toList();
        assertThat(scaled).doesNotHaveDuplicates();
        scaled.forEach(name -> rendered.one(Deployment.class, name));
        for (Deployment deployment : rendered.all(Deployment.class)) {
            boolean byItself = scaled.contains(deployment.getMetadata().getName());
            assertThat(deployment.getSpec().getReplicas() == null)
                    .as(deployment.getMetadata().getName())
                    .isEqualTo(byItself);
        }
    }

    @Test
    void kedaReadsTheOrchestrator() {
        // Given
        Rendered rendered = new Rendered(Chart.render("keda-values.yaml"));

        // When
        GenericKubernetesResource pool =
                rendered.one(
                        GenericKubernetesResource.class, "ci-buildserver-agent-nightly-builds");

        // Then
        assertThat(rendered.all(HorizontalPodAutoscaler.class)).isEmpty();
        assertThat(pool.<Integer>get("spec", "minReplicaCount")).isZero();
        List<Map<String, Object>> triggers = pool.get("spec", "triggers");
        assertThat(triggers)
                .extracting(trigger -> trigger.get("metadata"))
                .containsExactly(
                        trigger("build_queue_length", "2"),
                        trigger("buildserver_agents_desired", "1"));
        assertThat(triggers).extracting(t -> t.get("type")).containsOnly("metrics-api");
    }

    private static Map<String, Object> trigger(String metric, String target) {
        return Map.of(
                "url",
                "http://ci-buildserver-orchestrator.builds.svc:9000/q/metrics",
                "format",
                "prometheus",
                "valueLocation",
                metric + "{pool=\"Nightly.Builds\"}",
                "targetValue",
                target);
    }

    @Test
    void kedaAsksPrometheus() {
        // Given
        Rendered rendered = new Rendered(Chart.render("keda-prometheus-values.yaml"));

        // When
        List<Map<String, Object>> triggers =
                rendered.all(GenericKubernetesResource.class).get(0).get("spec", "triggers");

        // Then
        assertThat(triggers.get(0).get("metadata"))
                .isEqualTo(
                        Map.of(
                                "serverAddress",
                                "http://prometheus.monitoring:9090",
                                "query",
                                "max(build_queue_length{pool=\"Linux\"})",
                                "threshold",
                                "2",
                                "ignoreNullValues",
                                "false"));
    }
}
