package dev.buildserver.cli.client;

import java.net.URI;
import java.util.function.Supplier;

/**
 * Where the gateway is and who asks.
 *
 * @param address {@code http} or {@code https}; a path is kept as a prefix, a slash at the end is
 *     ignored
 * @param token bearer token, read for each request; may give null for none
 */
public record Endpoint(URI address, Supplier<String> token) {
    public Endpoint {
        String scheme = address.getScheme();
        boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        if (!http || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "The address of the server must be like https://build.example.com, not "
                            + address);
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "The address of the server must hold neither credentials nor a query");
        }
    }

    /** The same caller for every request. */
    public static Endpoint of(URI address, String token) {
        return new Endpoint(address, () -> token);
    }

    /**
     * @param path absolute and already encoded, with its query
     */
    URI resolve(String path) {
        String base = address.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
