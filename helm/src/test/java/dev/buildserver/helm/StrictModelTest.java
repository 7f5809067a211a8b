package dev.buildserver.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check must be able to fail. */
class StrictModelTest {
    private static final String DEPLOYMENT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: x}
            spec:
              replicas: 2
              template:
                spec:
                  terminationGracePeriodSeconds: 5
                  containers:
                    - {name: c, image: i, imagePullPolicy: Always}
            """;

    @Test
    void readsWhatIsRight() {
        assertThat(StrictModel.read(DEPLOYMENT).getMetadata().getName()).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource({
        "replicas:, replica:, spec.replica",
        "imagePullPolicy, imagePullPolic, spec.template.spec.containers[0].imagePullPolic",
        "terminationGracePeriodSeconds, terminationGrace, spec.template.spec.terminationGrace"
    })
    void findsUnknownMembers(String right, String wrong, String path) {
        assertThatThrownBy(() -> StrictModel.read(DEPLOYMENT.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path.substring(path.lastIndexOf('.') + 1))
                .message()
                .containsIgnoringCase(path);
    }

    @Test
    void findsWrongTypes() {
        assertThatThrownBy(
                        () -> StrictModel.read(DEPLOYMENT.replace("replicas: 2", "replicas: two")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsUnknownKinds() {
        assertThatThrownBy(() -> StrictModel.read(DEPLOYMENT.replace("apps/v1", "apps/v9")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody knows the kind");
    }
}
