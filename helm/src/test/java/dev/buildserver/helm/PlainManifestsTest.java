package dev.buildserver.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The manifests in {@code k8s/} are what the chart renders with its own values, release {@code
 * buildserver} in namespace {@code buildserver}. {@code -Dupdate} writes them anew.
 */
class PlainManifestsTest {
    private static final Path FOLDER = Path.of("../k8s");
    private static final Pattern SOURCE = Pattern.compile("(?m)^# Source: (\\S+)$");
    private static final String HEADER =
            "# Rendered from helm/buildserver; see README.md here. Don't edit.\n";

    @Test
    void areWhatTheChartRenders() throws IOException {
        // Given
        Map<String, String> expected = rendered();
        if (System.getProperty("update") != null) {
            write(expected);
        }

        // When
        Map<String, String> actual = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                actual.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        // Then
        String how = "mvn -pl helm test -Dtest=PlainManifestsTest -Dupdate writes them anew";
        assertThat(actual.keySet()).as(how).isEqualTo(expected.keySet());
        expected.forEach((name, text) -> assertThat(actual.get(name)).as(how).isEqualTo(text));
    }

    private static Map<String, String> rendered() {
        Map<String, String> files = new TreeMap<>();
        String yaml =
                Chart.template(Chart.FOLDER)
                        .withName("buildserver")
                        .withNamespace("buildserver")
                        .call();
        Chart.documents(yaml)
                .forEach(
                        document ->
                                files.merge(
                                        fileName(document), document(document), String::concat));
        files.replaceAll((name, text) -> HEADER + text);
        files.put("namespace.yaml", NAMESPACE);
        files.put("kustomization.yaml", kustomization(files));
        return files;
    }

    private static String fileName(String document) {
        Matcher source = SOURCE.matcher(document);
        assertThat(source.find()).as(document).isTrue();
        return source.group(1).replaceFirst("^buildserver/templates/", "").replace('/', '-');
    }

    private static String document(String text) {
        return "---\n" + SOURCE.matcher(text).replaceAll("").strip() + "\n";
    }

    private static String kustomization(Map<String, String> files) {
        StringBuilder text = new StringBuilder(HEADER);
        text.append(
                "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n");
        files.keySet().forEach(name -> text.append("  - ").append(name).append('\n'));
        return text.toString();
    }

    private static void write(Map<String, String> expected) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, String> file : expected.entrySet()) {
            Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
        }
    }

    private static final String NAMESPACE =
            HEADER
                    + """
                    apiVersion: v1
                    kind: Namespace
                    metadata:
                      name: buildserver
                      labels:
                        pod-security.kubernetes.io/enforce: restricted
                        pod-security.kubernetes.io/warn: restricted
                    """;
}
