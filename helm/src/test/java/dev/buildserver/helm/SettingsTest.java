package dev.buildserver.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart sets only what services have: they refuse to start with a setting nobody knows. */
class SettingsTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final Pattern SETTING = Pattern.compile("`(buildserver\\.[a-z0-9.-]+)`");

    static Stream<String> values() {
        return Chart.ciValues();
    }

    @ParameterizedTest
    @MethodSource("values")
    void everySettingIsDocumented(String values) throws IOException {
        // Given
        String page = Files.readString(PAGE);
        Set<String> documented =
                SETTING.matcher(page)
                        .results()
                        .map(r -> variable(r.group(1)))
                        .collect(Collectors.toSet());
        Rendered rendered = new Rendered(Chart.render(values));

        // When
        Set<String> set = new HashSet<>();
        rendered.all(ConfigMap.class).forEach(config -> set.addAll(config.getData().keySet()));
        rendered.pods().stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getName)
                .forEach(set::add);

        // Then
        assertThat(documented).isNotEmpty();
        assertThat(set)
                .filteredOn(name -> name.startsWith("BUILDSERVER_"))
                .isNotEmpty()
                .isSubsetOf(documented);
    }

    private static String variable(String setting) {
        Matcher other = Pattern.compile("[^a-z0-9]").matcher(setting);
        return other.replaceAll("_").toUpperCase(Locale.ROOT);
    }
}
