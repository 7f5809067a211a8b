package dev.buildserver.contract.build;

import java.util.List;

/**
 * A page of builds, newest first.
 *
 * @param nextCursor opaque; null on the last page
 */
public record BuildPage(List<BuildSummary> builds, String nextCursor) {
    public BuildPage {
        builds = builds == null ? List.of() : List.copyOf(builds);
    }
}
