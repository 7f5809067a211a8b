package dev.buildserver.gateway.build;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.buildserver.contract.build.BuildPage;
import dev.buildserver.contract.build.BuildSummary;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A page of builds, newest first.
 *
 * @param nextCursor asks for the next page; null on the last
 */
public record BuildListView(
        List<Entry> builds, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {

    /** A build in a list; what isn't known or doesn't apply is absent. */
    public record Entry(
            UUID executionId,
            String projectName,
            long buildNumber,
            String configuration,
            String gitRef,
            String commit,
            String targetPool,
            BuildStrategy strategy,
            BuildPriority priority,
            BuildStatus status,
            FailureReason failureReason,
            String currentStage,
            String requesterEmail,
            Instant createdAt,
            Instant startTime,
            Instant endTime,
            Duration duration,
            LinksView links) {}

    static BuildListView of(BuildPage page, BuildViews views) {
        return new BuildListView(
                page.builds().stream().map(build -> entry(build, views)).toList(),
                page.nextCursor());
    }

    private static Entry entry(BuildSummary build, BuildViews views) {
        return new Entry(
                build.executionId(),
                build.projectName(),
                build.buildNumber(),
                build.configuration(),
                build.gitRef(),
                build.commit(),
                build.targetPool(),
                build.strategy(),
                build.priority(),
                build.status(),
                build.failureReason(),
                build.currentStage() == null ? null : build.currentStage().gerund(),
                build.requesterEmail(),
                build.createdAt(),
                build.startTime(),
                build.endTime(),
                views.duration(build.startTime(), build.endTime()),
                views.links(build.executionId(), build.status(), null));
    }
}
