package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.agent.Lease;
import java.nio.file.Path;

/**
 * What the .NET stages work on.
 *
 * @param revision what the tree is
 * @param cacheUrl base URL of the cache service; null where there is none
 * @param source root of the tree
 * @param checkout its files
 * @param scratch folder of this attempt alone, outside the tree: HOME, TMPDIR and outputs go there;
 *     removed with the attempt
 * @param warm whether the tree may hold outputs of an earlier build that may be built upon
 */
public record BuildContext(
        Lease lease,
        Revision revision,
        String cacheUrl,
        Path source,
        Path scratch,
        Checkout checkout,
        boolean warm,
        AttemptReport report,
        StopSignal stop) {
    /** The same source once more, in a folder beside the attempt's own. */
    BuildContext again(AttemptReport quiet, StopSignal until) {
        Path other = scratch.resolveSibling(scratch.getFileName() + "-again");
        return new BuildContext(
                lease, revision, cacheUrl, source, other, checkout, false, quiet, until);
    }

    /** What the tree is, for people and for builds that look. */
    String commit() {
        return revision.commit();
    }
}
