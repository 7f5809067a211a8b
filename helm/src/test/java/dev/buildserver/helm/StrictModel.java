package dev.buildserver.helm;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads a document and refuses members that the Kubernetes API doesn't know: the API server would
 * drop them without a word.
 */
final class StrictModel {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final Map<Class<?>, List<Method>> GETTERS = new ConcurrentHashMap<>();

    private StrictModel() {}

    /**
     * @throws IllegalArgumentException when a value has the wrong type, or a member is unknown
     */
    static HasMetadata read(String yaml) {
        HasMetadata object = SERIALIZATION.unmarshal(yaml, HasMetadata.class);
        if (object instanceof GenericKubernetesResource unknown) {
            if (!unknown.getApiVersion().equals("keda.sh/v1alpha1")) {
                throw new IllegalArgumentException(
                        "nobody knows the kind "
                                + unknown.getApiVersion()
                                + "/"
                                + unknown.getKind());
            }
            return object;
        }
        List<String> strangers = new ArrayList<>();
        walk(object, "$", strangers);
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException(
                    object.getKind()
                            + " "
                            + object.getMetadata().getName()
                            + " has unknown members: "
                            + strangers);
        }
        return object;
    }

    private static void walk(Object value, String path, List<String> strangers) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> walk(element, path + "." + key, strangers));
        } else if (value instanceof Collection<?> elements) {
            int index = 0;
            for (Object element : elements) {
                walk(element, path + "[" + index++ + "]", strangers);
            }
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")) {
            for (Method getter : GETTERS.computeIfAbsent(value.getClass(), StrictModel::getters)) {
                Object member = call(getter, value);
                if (getter.getName().equals("getAdditionalProperties")) {
                    ((Map<?, ?>) member).keySet().forEach(key -> strangers.add(path + "." + key));
                } else {
                    walk(member, path + "." + getter.getName().substring(3), strangers);
                }
            }
        }
    }

    private static List<Method> getters(Class<?> type) {
        if (type.isEnum()) {
            return List.of();
        }
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().startsWith("get") && m.getParameterCount() == 0)
                .filter(m -> !m.getName().equals("getClass"))
                .filter(
                        m ->
                                m.isAnnotationPresent(JsonAnyGetter.class)
                                        || m.isAnnotationPresent(
                                                com.fasterxml.jackson.annotation.JsonProperty
                                                        .class))
                .toList();
    }

    private static Object call(Method getter, Object target) {
        try {
            return getter.invoke(target);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(getter + " can't be read", e);
        }
    }
}
