package dev.buildserver.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rendering, whatever the values. */
class RenderedPolicyTest {
    @TempDir Path copy;

    private Rendered rendered(String values, String release) {
        String yaml =
                Chart.template(Chart.withoutHooks(copy))
                        .withName(release)
                        .withValuesFile(Chart.ciFile(values))
                        .call();
        return new Rendered(Chart.objects(yaml));
    }

    static Stream<String> values() {
        return Chart.ciValues();
    }

    @Test
    void lintFindsNothing() {
        // When
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();

        // Then
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyObjectIsNamedWell(String values) {
        for (String release : List.of("ci", Chart.LONG_RELEASE)) {
            // When
            Rendered rendered = rendered(values, release);

            // Then
            Set<String> seen = new HashSet<>();
            for (HasMetadata object : rendered.objects()) {
                String name = object.getMetadata().getName();
                assertThat(name)
                        .hasSizeLessThanOrEqualTo(63)
                        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
                assertThat(object.getMetadata().getNamespace()).as(name).isEqualTo(Chart.NAMESPACE);
                assertThat(seen.add(object.getKind() + " " + name)).as("twice: " + name).isTrue();
                object.getMetadata()
                        .getLabels()
                        .forEach((k, v) -> assertThat(v).as(k).hasSizeLessThanOrEqualTo(63));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void podsAreRestricted(String values) {
        for (PodTemplateSpec pod : rendered(values, "ci").pods()) {
            var security = pod.getSpec().getSecurityContext();
            assertThat(security.getRunAsNonRoot()).isTrue();
            assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSpec().getHostNetwork()).isNull();
            for (Container container : pod.getSpec().getContainers()) {
                var own = container.getSecurityContext();
                assertThat(own.getAllowPrivilegeEscalation()).isFalse();
                assertThat(own.getReadOnlyRootFilesystem()).isTrue();
                assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
                assertThat(own.getPrivileged()).isNull();
            }
            for (Volume volume : pod.getSpec().getVolumes()) {
                assertThat(volume.getHostPath()).isNull();
                if (volume.getEmptyDir() != null) {
                    assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void containersHaveLimitsAndAFixedImage(String values) {
        for (PodTemplateSpec pod : rendered(values, "ci").pods()) {
            for (Container container : pod.getSpec().getContainers()) {
                var resources = container.getResources();
                assertThat(resources.getRequests()).containsKeys("cpu", "memory");
                assertThat(resources.getLimits()).containsKeys("cpu", "memory");
                assertThat(resources.getLimits().get("memory"))
                        .isEqualTo(resources.getRequests().get("memory"));
                assertThat(container.getImage())
                        .doesNotEndWith(":latest")
                        .containsPattern(":[^/]+$|@sha256:[0-9a-f]{64}$");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void deploymentsHaveProbesOnTheManagementPort(String values) {
        for (Deployment deployment : rendered(values, "ci").all(Deployment.class)) {
            for (Container container :
                    deployment.getSpec().getTemplate().getSpec().getContainers()) {
                for (var probe :
                        List.of(
                                container.getStartupProbe(),
                                container.getLivenessProbe(),
                                container.getReadinessProbe())) {
                    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
                }
                assertThat(container.getLivenessProbe().getHttpGet().getPath())
                        .isEqualTo("/q/health/live");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void selectorsMatch(String values) {
        // Given
        Rendered rendered = rendered(values, "ci");

        // Then
        for (Deployment deployment : rendered.all(Deployment.class)) {
            assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        }
        for (Service service : rendered.all(Service.class)) {
            assertThat(rendered.selects(service.getSpec().getSelector())).isTrue();
        }
        for (PodDisruptionBudget budget : rendered.all(PodDisruptionBudget.class)) {
            assertThat(rendered.selects(budget.getSpec().getSelector().getMatchLabels())).isTrue();
            assertThat(budget.getSpec().getMinAvailable()).isNull();
        }
        for (NetworkPolicy policy : rendered.all(NetworkPolicy.class)) {
            assertThat(rendered.selects(policy.getSpec().getPodSelector().getMatchLabels()))
                    .isTrue();
            peers(policy)
                    .filter(peer -> peer.getPodSelector() != null)
                    .map(peer -> peer.getPodSelector().getMatchLabels())
                    .forEach(
                            labels ->
                                    assertThat(rendered.selects(labels)).as("" + labels).isTrue());
        }
    }

    private static Stream<NetworkPolicyPeer> peers(NetworkPolicy policy) {
        return Stream.concat(
                policy.getSpec().getIngress().stream().flatMap(r -> r.getFrom().stream()),
                policy.getSpec().getEgress().stream().flatMap(r -> r.getTo().stream()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everythingReferredToIsThereOrDeclared(String values) {
        // Given
        Rendered rendered = rendered(values, "ci");
        Set<String> declared =
                Set.of(
                        "buildserver-user-keys",
                        "buildserver-internal-keys",
                        "buildserver-agent-tokens",
                        "buildserver-postgresql",
                        "buildserver-s3",
                        "redis");

        // Then
        for (PodTemplateSpec pod : rendered.pods()) {
            if (pod.getSpec().getServiceAccountName() != null) {
                rendered.one(ServiceAccount.class, pod.getSpec().getServiceAccountName());
            }
            for (Container container : pod.getSpec().getContainers()) {
                container
                        .getEnvFrom()
                        .forEach(
                                from ->
                                        rendered.one(
                                                ConfigMap.class, from.getConfigMapRef().getName()));
                secretsOf(container, pod).forEach(name -> assertSecret(rendered, name, declared));
            }
        }
    }

    private static Stream<String> secretsOf(Container container, PodTemplateSpec pod) {
        Stream<String> variables =
                container.getEnv().stream()
                        .map(EnvVar::getValueFrom)
                        .filter(from -> from != null && from.getSecretKeyRef() != null)
                        .map(from -> from.getSecretKeyRef().getName());
        Stream<String> volumes =
                pod.getSpec().getVolumes().stream()
                        .map(Volume::getSecret)
                        .filter(Objects::nonNull)
                        .map(secret -> secret.getSecretName());
        return Stream.concat(variables, volumes);
    }

    private static void assertSecret(Rendered rendered, String name, Set<String> declared) {
        if (!declared.contains(name)) {
            rendered.one(Secret.class, name);
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void secretsAreInNoConfigMap(String values) {
        for (ConfigMap config : rendered(values, "ci").all(ConfigMap.class)) {
            assertThat(config.getData().keySet())
                    .noneMatch(key -> key.matches(".*(PASSWORD|SECRET_KEY|ACCESS_KEY)$"));
            assertThat(config.getData().values()).noneMatch(value -> value.contains("change-me"));
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void agentsAreShutIn(String values) {
        // Given
        Rendered rendered = rendered(values, "ci");

        // Then
        assertThat(rendered.agents()).isNotEmpty();
        for (Deployment agent : rendered.agents()) {
            var pod = agent.getSpec().getTemplate().getSpec();
            ServiceAccount account =
                    rendered.one(ServiceAccount.class, pod.getServiceAccountName());
            assertThat(account.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getContainers().get(0).getReadinessProbe().getHttpGet().getPath())
                    .as("an agent that builds must not look less ready than an idle one")
                    .isEqualTo("/q/health/live");
            Map<String, String> settings =
                    rendered.one(ConfigMap.class, agent.getMetadata().getName()).getData();
            assertThat(settings.keySet())
                    .noneMatch(key -> key.matches(".*(DATASOURCE|REDIS|_S3_|PRIVATE_KEY).*"));
            assertThat(pod.getVolumes())
                    .filteredOn(v -> v.getSecret() != null)
                    .allSatisfy(
                            v ->
                                    assertThat(v.getSecret().getItems())
                                            .hasSize(1)
                                            .noneMatch(i -> i.getPath().contains("private")));
            long drain =
                    Long.parseLong(
                            settings.get("BUILDSERVER_AGENT_SHUTDOWN_GRACE").replaceAll("\\D", ""));
            assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(drain + 30);
        }
    }
}
