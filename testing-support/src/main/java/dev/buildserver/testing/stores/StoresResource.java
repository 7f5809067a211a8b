package dev.buildserver.testing.stores;

import dev.buildserver.testing.tokens.TestKeys;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a service under test its stores and keys. The stores live as long as the JVM; each start of
 * the application gets an empty database, an empty bucket and an empty Redis. Tokens that it
 * accepts come from {@link dev.buildserver.testing.tokens.TestTokens}.
 */
public final class StoresResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>(SharedStores.freshConfiguration());
        configuration.putAll(TestKeys.ofThisJvm().configuration());
        return configuration;
    }

    @Override
    public void stop() {
        // The stores end with the JVM's test session.
    }
}
