package dev.buildserver.support;

import dev.buildserver.testing.tokens.TestKeys;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the application under test keys, and no stores. */
public class KeysResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return TestKeys.ofThisJvm().configuration();
    }

    @Override
    public void stop() {
        // The keys belong to the JVM.
    }
}
