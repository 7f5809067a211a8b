package dev.buildserver.support.problem;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Knows which methods an address takes: with 405 the framework does not say, and HTTP wants it. */
@Singleton
class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^{}]*\\}");

    private final List<Route> routes = new ArrayList<>();

    AllowedMethods(BeanManager beans) {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path path = bean.getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                Arrays.stream(bean.getBeanClass().getMethods())
                        .forEach(method -> add(path.value(), method));
            }
        }
    }

    private void add(String base, Method method) {
        Path path = method.getAnnotation(Path.class);
        String address = base + "/" + (path == null ? "" : path.value());
        Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> Optional.ofNullable(type.getAnnotation(HttpMethod.class)))
                .flatMap(Optional::stream)
                .forEach(verb -> routes.add(new Route(form(address), verb.value())));
    }

    private static Pattern form(String address) {
        String[] texts = PARAMETER.split(plain(address), -1);
        List<String> quoted = Arrays.stream(texts).map(Pattern::quote).toList();
        return Pattern.compile(String.join("[^/]+", quoted));
    }

    /** Separated by commas, such as {@code GET, HEAD, OPTIONS}. */
    String of(String path) {
        TreeSet<String> methods = new TreeSet<>(List.of(HttpMethod.OPTIONS));
        routes.stream()
                .filter(route -> route.form().matcher(plain(path)).matches())
                .forEach(route -> methods.add(route.method()));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    // The framework takes one slash for several, and none for one at the end.
    private static String plain(String path) {
        return ("/" + path + "/").replaceAll("/{2,}", "/");
    }

    private record Route(Pattern form, String method) {}
}
