package dev.buildserver.orchestrator.twin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.orchestrator.agents.AgentDirectory;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.lease.LeaseStore;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore;
import dev.buildserver.orchestrator.queue.ReadyTaskStore;
import dev.buildserver.orchestrator.session.SessionStore;
import dev.buildserver.orchestrator.submission.SubmissionStore;
import dev.buildserver.support.json.WireJson;
import io.agroal.api.AgroalDataSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Constructor;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The stores of one replica, made as the container makes them. Whatever a store keeps in memory is
 * this replica's only: a new one is what a crash leaves.
 */
final class Replica {
    private static final OrchestratorConfig CONFIG =
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(OrchestratorConfig.class)
                    .withSources(
                            new PropertiesConfigSource(
                                    Map.of(
                                            "buildserver.orchestrator.artifact-url",
                                            "http://artifacts.example.com",
                                            "buildserver.orchestrator.cache-url",
                                            "http://cache.example.com"),
                                    "test",
                                    100))
                    .build()
                    .getConfigMapping(OrchestratorConfig.class);

    private final Map<Class<?>, Object> made = new HashMap<>();

    Replica(AgroalDataSource source) {
        made.put(AgroalDataSource.class, source);
        made.put(InstantSource.class, InstantSource.system());
        made.put(ObjectMapper.class, WireJson.mapper());
        made.put(OrchestratorConfig.class, CONFIG);
    }

    /** With the defaults. */
    static OrchestratorConfig config() {
        return CONFIG;
    }

    SubmissionStore submissions() {
        return store(SubmissionStore.class, "Submission");
    }

    LeaseStore leases() {
        return store(LeaseStore.class, "Lease");
    }

    LifecycleStore lifecycle() {
        return store(LifecycleStore.class, "Lifecycle");
    }

    SessionStore sessions() {
        return store(SessionStore.class, "Session");
    }

    ReadyTaskStore readyTasks() {
        return store(ReadyTaskStore.class, "ReadyTask");
    }

    AgentDirectory agents() {
        String name = AgentDirectory.class.getPackageName() + ".jdbc.PostgresAgentDirectory";
        return AgentDirectory.class.cast(bean(named(name)));
    }

    private <T> T store(Class<T> port, String name) {
        return port.cast(bean(named(port.getPackageName() + ".jdbc.Postgres" + name + "Store")));
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object bean(Class<?> type) {
        Object known = made.get(type);
        if (known != null) {
            return known;
        }
        if (type.isInterface()) {
            return bean(named(type.getPackageName() + ".jdbc.Postgres" + type.getSimpleName()));
        }
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        Object[] parts = new Object[constructor.getParameterCount()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = bean(constructor.getParameterTypes()[i]);
        }
        try {
            constructor.setAccessible(true);
            Object bean = constructor.newInstance(parts);
            made.put(type, bean);
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " can't be made", e);
        }
    }
}
