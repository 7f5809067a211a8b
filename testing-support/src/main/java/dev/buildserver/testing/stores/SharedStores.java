package dev.buildserver.testing.stores;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Offers the stores of this JVM to code in any class loader. Quarkus loads tests and their
 * resources by a new class loader for each variant of the application; the one that the JVM's own
 * loader has loaded is found by its name as a managed bean, and hands out nothing but types of the
 * JDK. (A system property of another type than String breaks the transaction manager.)
 */
public final class SharedStores implements LauncherSessionListener {
    private static final String NAME = "dev.buildserver.testing:type=SharedStores";

    private RunningStores running;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            beans().registerMBean(
                            new StandardMBean(this::fresh, Supplier.class), new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException("the stores can't be offered", e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        try {
            beans().unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException("the stores can't be withdrawn", e);
        }
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
        try {
            return (Map<String, String>) beans().invoke(new ObjectName(NAME), "get", null, null);
        } catch (JMException e) {
            throw new IllegalStateException("no session of the JUnit platform is open", e);
        }
    }

    private static MBeanServer beans() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private synchronized Map<String, String> fresh() {
        if (running == null) {
            running = RunningStores.start();
        }
        return running.fresh();
    }
}
