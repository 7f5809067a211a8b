package dev.buildserver.support.config;

import io.smallrye.config.ConfigMapping;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses to start with a setting below {@code buildserver.} that nobody reads: a misspelt name
 * would silently leave the default in force. The configuration library checks the names below a
 * mapped prefix; this class checks the prefixes. Environment variables are not checked, because
 * their names cannot be told from those that a platform sets by itself.
 */
class UnknownSettings {
    private static final String OURS = "buildserver.";

    void check(@Observes @Priority(1) Startup event, Config config, BeanManager beans) {
        Set<String> prefixes = prefixes(beans);
        Set<String> environment = dotted(System.getenv().keySet());
        List<String> unknown =
                unknown(names(config).filter(name -> !environment.contains(name)), prefixes);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(
                    "Unknown settings: %s. This service reads those below %s"
                            .formatted(
                                    String.join(", ", unknown),
                                    String.join(", ", new TreeSet<>(prefixes))));
        }
    }

    /** The names under which the configuration library shows environment variables. */
    static Set<String> dotted(Set<String> variables) {
        return variables.stream()
                .map(variable -> variable.toLowerCase(Locale.ROOT).replace('_', '.'))
                .collect(Collectors.toSet());
    }

    static List<String> unknown(Stream<String> names, Set<String> prefixes) {
        return names.filter(name -> name.startsWith(OURS))
                .filter(name -> prefixes.stream().noneMatch(p -> name.startsWith(p + ".")))
                .sorted()
                .toList();
    }

    private static Stream<String> names(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false);
    }

    private static Set<String> prefixes(BeanManager beans) {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .flatMap(bean -> bean.getTypes().stream())
                .filter(Class.class::isInstance)
                .map(type -> ((Class<?>) type).getAnnotation(ConfigMapping.class))
                .filter(mapping -> mapping != null)
                .map(ConfigMapping::prefix)
                .collect(Collectors.toSet());
    }
}
