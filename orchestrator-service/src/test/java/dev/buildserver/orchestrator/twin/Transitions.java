package dev.buildserver.orchestrator.twin;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads from a sealed type what may follow what: the results of its states' {@code toX} methods.
 */
final class Transitions {
    private Transitions() {}

    /**
     * The legal changes, as {@code FROM>TO}.
     *
     * @param name of a state's class as it is stored
     */
    static Set<String> of(Class<?> type, Function<Class<?>, String> name) {
        Set<String> pairs = new TreeSet<>();
        records(type)
                .forEach(
                        from ->
                                Arrays.stream(from.getMethods())
                                        .filter(method -> method.getName().startsWith("to"))
                                        .map(Method::getReturnType)
                                        .filter(to -> type.isAssignableFrom(to) && to.isRecord())
                                        .map(to -> name.apply(from) + ">" + name.apply(to))
                                        .forEach(pairs::add));
        // What stays as it is changes nothing.
        pairs.removeIf(pair -> pair.substring(0, pair.indexOf('>')).equals(after(pair)));
        return pairs;
    }

    private static String after(String pair) {
        return pair.substring(pair.indexOf('>') + 1);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(Transitions::records)
                        .distinct();
    }
}
