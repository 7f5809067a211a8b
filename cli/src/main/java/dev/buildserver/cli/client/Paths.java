package dev.buildserver.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The paths of the API. */
final class Paths {
    static final String BUILDS = "/api/v1/builds";
    static final String AGENTS = "/api/v1/agents";
    static final String LIMITS = "/api/v1/limits";
    static final String POOLS = "/api/v1/pools";
    static final String CACHE_HEALTH = "/api/v1/cache/health";
    private static final String ARTIFACTS = "/api/v1/artifacts";

    private Paths() {}

    static String build(Object id) {
        return BUILDS + "/" + id;
    }

    static String artifact(String id) {
        return ARTIFACTS + "/" + encode(id);
    }

    static String agent(String id) {
        return AGENTS + "/" + encode(id);
    }

    static String projectLimit(String name) {
        return "/api/v1/projects/" + encode(name) + "/limit";
    }

    static String tenantLimit(String name) {
        return "/api/v1/tenants/" + encode(name) + "/limit";
    }

    static String quarantine(String id) {
        return "/api/v1/cache/quarantine/" + encode(id);
    }

    static String pool(String name) {
        return POOLS + "/" + encode(name);
    }

    /** Escapes a value for a path segment or a query: a space is {@code %20} in both. */
    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
