package dev.buildserver.gateway.build;

import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.gateway.build.BuildView.AgentRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Shows builds to clients. */
@ApplicationScoped
class BuildViews {
    private final Links links;
    private final InstantSource clock;

    BuildViews(Links links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
    }

    /**
     * @param poolType what the build's pool is; may be null
     */
    BuildView view(BuildDetails build, TargetType poolType) {
        return new BuildView(
                build.executionId(),
                build.job().projectName(),
                build.job().configuration(),
                build.status(),
                build.currentStage() == null ? null : build.currentStage().gerund(),
                build.startTime(),
                build.endTime(),
                duration(build.startTime(), build.endTime()),
                build.stages().stream().map(StageView::of).toList(),
                agent(build.attempts(), poolType),
                build.buildNumber(),
                build.commit(),
                build.branch(),
                build.targetPool(),
                build.strategy(),
                build.strategyReason(),
                build.priority(),
                build.forceClean(),
                build.failureReason(),
                build.errorMessage(),
                build.cancelReason(),
                build.cancelRequested(),
                build.waitingReason(),
                build.queuePosition(),
                build.estimatedStartTime(),
                build.estimatedDuration(),
                build.createdAt(),
                build.job().requesterEmail(),
                JobView.of(build.job()),
                build.attempts().stream().map(AttemptView::of).toList(),
                build.testResults(),
                build.diagnostics(),
                build.rerunOf(),
                build.trusted(),
                build.traceId(),
                links(build.executionId(), build.status(), build.traceId()));
    }

    /** Time taken so far, whole milliseconds; null before the start. */
    Duration duration(Instant start, Instant end) {
        if (start == null) {
            return null;
        }
        Duration taken = Duration.between(start, end == null ? clock.instant() : end);
        // Another machine's clock may be ahead of this one's.
        return taken.isNegative() ? Duration.ZERO : taken.truncatedTo(ChronoUnit.MILLIS);
    }

    LinksView links(UUID id, BuildStatus status, String traceId) {
        return links.of(id, status, traceId);
    }

    private static AgentRef agent(List<AttemptSummary> attempts, TargetType poolType) {
        if (attempts.isEmpty()) {
            return null;
        }
        AttemptSummary last = attempts.get(attempts.size() - 1);
        return new AgentRef(last.agentId(), last.hostname(), poolType);
    }
}
