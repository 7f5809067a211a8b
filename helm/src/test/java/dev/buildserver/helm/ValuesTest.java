package dev.buildserver.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart takes, what it refuses, and what it makes of it. */
class ValuesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknownKey: 1 | additional properties 'unknownKey'",
                "gateway: {replicas: two} | /gateway/replicas",
                "gateway: {replicas: 0} | /gateway/replicas",
                "gateway: {image: {tag: latest}} | /gateway/image/tag",
                "gateway: {image: {digest: abc}} | /gateway/image/digest",
                "gateway: {resources: {requests: {cpu: much}}} | /gateway/resources/requests/cpu",
                "gateway: {env: {lower-case: 1}} | invalid propertyName 'lower-case'",
                "autoscaling: {mode: magic} | /autoscaling/mode",
                "agents: {pools: {Linux: {slots: 0}}} | /agents/pools/Linux",
                "agents: {pools: {Linux: {size: 1}}} | /agents/pools/Linux",
                "agents: {pools: {'bad/name': {}}} | invalid propertyName 'bad/name'",
                "agents: {pools: null} | /agents",
                "s3: {endpoint: 'https://user:secret@host'} | /s3/endpoint",
                "redis: {url: 'redis://:secret@host'} | /redis/url",
                "internalKeys: {existingSecret: ''} | /internalKeys/existingSecret",
                "postgresql: {existingSecret: ''} | postgresql: give existingSecret",
                "s3: {existingSecret: '', accessKey: a} | s3: give both",
                "jwt: {existingSecret: ''} | jwt: give publicKeyUrl",
                "agents: {pools: {Linux: {minReplicas: 9, maxReplicas: 3}}} | minReplicas is greater",
                "agents: {pools: {Linux: {replicas: 3}}} | autoscaling decides",
                "agents: {pools: {Linux: {minReplicas: 0}}} | only KEDA scales to zero",
                "agents: {pools: {a.b: {}, a-b: {}}} | would have the same objects",
                "gateway: {autoscaling: {minReplicas: 9}} | gateway.autoscaling: minReplicas"
            })
    void refuses(String values, String message) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("values.yaml"), values);

        // When / Then
        assertThatThrownBy(() -> Chart.template(Chart.FOLDER).withValuesFile(file).call())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void settingsReachTheServices() {
        // Given
        Rendered rendered = new Rendered(Chart.render("ha-values.yaml"));

        // When
        Map<String, String> gateway = settings(rendered, "gateway");
        Map<String, String> orchestrator = settings(rendered, "orchestrator");
        Map<String, String> artifact = settings(rendered, "artifact");
        Map<String, String> cache = settings(rendered, "cache");
        Map<String, String> agent = settings(rendered, "agent-linux-large");

        // Then
        assertThat(gateway)
                .containsEntry(
                        "BUILDSERVER_GATEWAY_ORCHESTRATOR_URL",
                        "http://ci-buildserver-orchestrator.builds.svc:8080")
                .containsEntry("MP_JWT_VERIFY_ISSUER", "https://id.example.com/realms/builds")
                .doesNotContainKeys("QUARKUS_DATASOURCE_JDBC_URL", "BUILDSERVER_S3_ENDPOINT");
        assertThat(orchestrator)
                .containsEntry(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://postgresql:5432/buildserver")
                .containsEntry("QUARKUS_REDIS_HOSTS", "redis://redis:6379")
                .containsEntry("BUILDSERVER_ORCHESTRATOR_REQUESTERS_MAY_CANCEL", "true");
        assertThat(artifact)
                .containsEntry("BUILDSERVER_S3_BUCKET", "buildserver")
                .doesNotContainKey("QUARKUS_REDIS_HOSTS");
        assertThat(cache).doesNotContainKey("QUARKUS_DATASOURCE_JDBC_URL");
        assertThat(agent)
                .containsEntry("BUILDSERVER_AGENT_POOL", "linux-large")
                .containsEntry("BUILDSERVER_AGENT_SLOTS", "4")
                .containsEntry("BUILDSERVER_AGENT_SHUTDOWN_GRACE", "PT3600S");
    }

    private static Map<String, String> settings(Rendered rendered, String component) {
        return rendered.one(ConfigMap.class, "ci-buildserver-" + component).getData();
    }

    @Test
    void anAgentIsCalledLikeItsPod() {
        // When
        Deployment agent =
                new Rendered(Chart.render("default-values.yaml"))
                        .one(Deployment.class, "ci-buildserver-agent-linux");

        // Then
        var variable =
                agent.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().get(0);
        assertThat(variable.getName()).isEqualTo("BUILDSERVER_AGENT_NAME");
        assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
    }

    @Test
    void secretsAreMadeOnlyOfGivenValues() {
        // When
        Rendered without = new Rendered(Chart.render("default-values.yaml"));
        Rendered with = new Rendered(Chart.render("inline-secrets-values.yaml"));

        // Then
        assertThat(without.all(Secret.class)).isEmpty();
        assertThat(with.one(Secret.class, "ci-buildserver-postgresql").getStringData())
                .isEqualTo(Map.of("username", "buildserver", "password", "change-me"));
        assertThat(with.one(Secret.class, "ci-buildserver-s3").getStringData()).hasSize(2);
    }

    @Test
    void openShiftChoosesTheUser() {
        // When
        Rendered rendered = new Rendered(Chart.render("openshift-values.yaml"));

        // Then
        assertThat(rendered.pods())
                .allSatisfy(
                        pod -> {
                            var security = pod.getSpec().getSecurityContext();
                            assertThat(security.getRunAsUser()).isNull();
                            assertThat(security.getFsGroup()).isNull();
                            assertThat(security.getRunAsNonRoot()).isTrue();
                        });
    }

    @Test
    void aChangedSettingRestartsThePods() {
        // When
        String before = checksum(Map.of());
        String same = checksum(Map.of());
        String after = checksum(Map.of("gateway.env.BUILDSERVER_GATEWAY_LOG_WAIT", "PT5S"));

        // Then
        assertThat(same).isEqualTo(before);
        assertThat(after).isNotEqualTo(before);
    }

    private static String checksum(Map<String, Object> values) {
        return new Rendered(Chart.render(values))
                .one(Deployment.class, "ci-buildserver-gateway")
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("checksum/config");
    }

    @Test
    void notesSayWhatIsMissing() {
        // When
        String notes =
                new Helm(Chart.FOLDER)
                        .install()
                        .withName("ci")
                        .withNamespace(Chart.NAMESPACE)
                        .withKubeVersion(Chart.KUBERNETES)
                        .withValuesFile(Chart.ciFile("inline-secrets-values.yaml"))
                        .clientOnly()
                        .dryRun()
                        .call()
                        .getOutput();

        // Then
        assertThat(notes)
                .contains(
                        "buildserver-internal-keys: private.pem, public.pem",
                        "buildserver-agent-tokens: Linux",
                        "redis: url",
                        "port-forward service/ci-buildserver-gateway",
                        "networkPolicy.enabled is false")
                .doesNotContain("buildserver-postgresql", "<no value>");
    }
}
