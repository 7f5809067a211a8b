package dev.buildserver.cli.client.view;

import java.util.List;

/**
 * A page of builds, newest first.
 *
 * @param nextCursor null on the last page
 */
public record BuildList(List<BuildView> builds, String nextCursor) {
    public BuildList {
        builds = builds == null ? List.of() : List.copyOf(builds);
    }
}
