package dev.buildserver.agent.sandbox;

import java.nio.file.Path;

/**
 * A file or folder of the machine that a sandbox shows.
 *
 * @param host where it is, absolute
 * @param inside where it appears, absolute
 * @param writable whether it may be changed from inside
 */
public record Mount(Path host, String inside, boolean writable) {
    public Mount {
        if (!host.isAbsolute() || !inside.startsWith("/")) {
            throw new IllegalArgumentException(host + " at " + inside + " is not absolute");
        }
    }

    public static Mount readOnly(Path host, String inside) {
        return new Mount(host, inside, false);
    }

    public static Mount writable(Path host, String inside) {
        return new Mount(host, inside, true);
    }
}
