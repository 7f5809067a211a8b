package dev.buildserver.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, and what it renders. */
final class Chart {
    static final Path FOLDER = Path.of("buildserver").toAbsolutePath();
    static final String NAMESPACE = "builds";
    static final String KUBERNETES = "1.31.0";

    /** As long as Helm allows; names that are made of it must still fit. */
    static final String LONG_RELEASE = "a-release-name-that-is-as-long-as-helm-lets-it-be-53c";

    private Chart() {}

    /** Names of the files of {@code ci/}. */
    static Stream<String> ciValues() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path ciFile(String name) {
        return FOLDER.resolve("ci").resolve(name);
    }

    /** Renders with a file of {@code ci/}. */
    static List<HasMetadata> render(String ciValues) {
        return objects(template(FOLDER).withValuesFile(ciFile(ciValues)).call());
    }

    /** Renders with single values over the defaults. */
    static List<HasMetadata> render(Map<String, Object> values) {
        TemplateCommand command = template(FOLDER);
        values.forEach(command::set);
        return objects(command.call());
    }

    static TemplateCommand template(Path chart) {
        return new Helm(chart)
                .template()
                .withName("ci")
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES);
    }

    /** The documents of a rendering, read strictly. */
    static List<HasMetadata> objects(String yaml) {
        return documents(yaml).map(StrictModel::read).toList();
    }

    static Stream<String> documents(String yaml) {
        return Arrays.stream(yaml.split("(?m)^---\\s*$"))
                .filter(text -> text.lines().anyMatch(l -> !l.isBlank() && !l.startsWith("#")));
    }

    /**
     * A copy whose hooks are ordinary objects: Helm leaves hooks out of what it renders for tests.
     */
    static Path withoutHooks(Path folder) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                String text = Files.readString(file);
                Files.writeString(copy, text.replaceAll("(?m)^\\s*helm\\.sh/hook.*$\\R", ""));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
