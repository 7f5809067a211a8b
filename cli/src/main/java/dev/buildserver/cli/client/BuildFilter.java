package dev.buildserver.cli.client;

import java.util.ArrayList;
import java.util.List;

/**
 * Which builds to list. Null = any.
 *
 * @param branch name without {@code refs/heads/}
 * @param requester e-mail address
 * @param limit of a page; null = the server's default
 * @param cursor from the page before
 */
public record BuildFilter(
        String project,
        String status,
        String pool,
        String branch,
        String requester,
        Integer limit,
        String cursor) {
    /** Everything, from the newest. */
    public static final BuildFilter ALL = new BuildFilter(null, null, null, null, null, null, null);

    /** The same filter, for the page at a cursor. */
    public BuildFilter from(String nextCursor) {
        return new BuildFilter(project, status, pool, branch, requester, limit, nextCursor);
    }

    String query() {
        List<String> parameters = new ArrayList<>();
        add(parameters, "project", project);
        add(parameters, "status", status);
        add(parameters, "pool", pool);
        add(parameters, "branch", branch);
        add(parameters, "requester", requester);
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
