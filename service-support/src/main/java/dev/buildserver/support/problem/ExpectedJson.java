package dev.buildserver.support.problem;

import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Names of Java types as the sender of a JSON document knows them. */
final class ExpectedJson {
    private static final Map<Class<?>, String> NAMES = names();

    private ExpectedJson() {}

    static String of(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type.isArray()) {
            return "an array";
        }
        return NAMES.entrySet().stream()
                .filter(known -> known.getKey().isAssignableFrom(type))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("an object");
    }

    // The first match counts: special types stand before general ones.
    private static Map<Class<?>, String> names() {
        Map<Class<?>, String> names = new LinkedHashMap<>();
        for (Class<?> whole : new Class<?>[] {int.class, Integer.class, long.class, Long.class}) {
            names.put(whole, "a whole number in range");
        }
        names.put(double.class, "a number");
        names.put(Number.class, "a number");
        names.put(boolean.class, "true or false");
        names.put(Boolean.class, "true or false");
        names.put(Duration.class, "a duration in ISO 8601, such as PT5M");
        names.put(Temporal.class, "a time in ISO 8601, such as 2026-01-31T12:00:00Z");
        names.put(UUID.class, "a UUID");
        names.put(CharSequence.class, "a string");
        names.put(Collection.class, "an array");
        return names;
    }
}
