package dev.buildserver.testing.stores;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Offers the stores of this JVM to code in any class loader. Quarkus loads tests and their
 * resources by a new class loader for each variant of the application; this class is loaded by the
 * JVM's own and hands out nothing but types of the JDK.
 */
public final class SharedStores implements LauncherSessionListener {
    private static final String PROPERTY = "dev.buildserver.testing.stores";

    private RunningStores running;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Supplier<Map<String, String>> stores = this::fresh;
        System.getProperties().put(PROPERTY, stores);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        System.getProperties().remove(PROPERTY);
        synchronized (this) {
            if (running != null) {
                running.close();
                running = null;
            }
        }
    }

    /**
     * Configuration of a service with an empty database, an empty Redis and an empty bucket; starts
     * the stores when nobody did.
     */
    @SuppressWarnings("unchecked")
    public static Map<String, String> freshConfiguration() {
        Object stores = System.getProperties().get(PROPERTY);
        if (stores == null) {
            throw new IllegalStateException("no session of the JUnit platform is open");
        }
        return ((Supplier<Map<String, String>>) stores).get();
    }

    private synchronized Map<String, String> fresh() {
        if (running == null) {
            running = RunningStores.start();
        }
        return running.fresh();
    }
}
