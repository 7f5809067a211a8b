package dev.buildserver.cli.client;

import java.util.ArrayList;
import java.util.List;

/**
 * Which builds to list. Null = any.
 *
 * @param limit of a page; null = the server's default
 * @param cursor from the page before
 */
public record BuildFilter(
        String project, String status, String pool, String gitRef, Integer limit, String cursor) {
    /** Everything, from the newest. */
    public static final BuildFilter ALL = new BuildFilter(null, null, null, null, null, null);

    /** The same filter, for the page at a cursor. */
    public BuildFilter from(String nextCursor) {
        return new BuildFilter(project, status, pool, gitRef, limit, nextCursor);
    }

    String query() {
        List<String> parameters = new ArrayList<>();
        add(parameters, "projectName", project);
        add(parameters, "status", status);
        add(parameters, "pool", pool);
        add(parameters, "gitRef", gitRef);
        add(parameters, "limit", limit);
        add(parameters, "cursor", cursor);
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private static void add(List<String> parameters, String name, Object value) {
        if (value != null) {
            parameters.add(name + "=" + Paths.encode(value.toString()));
        }
    }
}
