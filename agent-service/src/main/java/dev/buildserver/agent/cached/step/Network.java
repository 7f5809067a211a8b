package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells talk among the processes of a step, such as between a test and the server that it started,
 * from talk with others.
 */
public final class Network {
    private static final Set<String> LOCAL_NAMES =
            Set.of("localhost", "127.0.0.1", "::1", "0.0.0.0", "::");

    private final Set<String> ownPorts = new HashSet<>();

    /**
     * @param own all that the step did
     */
    public Network(List<Access> own) {
        own.stream()
                .filter(access -> access.kind() == AccessKind.SERVE)
                .forEach(access -> ownPorts.add(port(access.path().toString())));
    }

    /** Whether somebody else may have answered. */
    public boolean isOutside(Access connection) {
        String address = connection.path().toString();
        if (LOCAL_NAMES.contains(address)) {
            return false;
        }
        return !isLoopback(address) || !ownPorts.contains(port(address));
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.")
                || address.startsWith("[::1]:")
                || address.startsWith("[::ffff:127.");
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }
}
