package dev.buildserver.orchestrator.history;

import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildPage;
import dev.buildserver.contract.build.BuildSummary;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.orchestrator.history.BuildReads.BuildRecord;
import dev.buildserver.orchestrator.lifecycle.BuildAccess;
import dev.buildserver.orchestrator.limit.Limits;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.scheduling.BuildKind;
import dev.buildserver.orchestrator.scheduling.Progress;
import dev.buildserver.orchestrator.scheduling.Schedule;
import dev.buildserver.orchestrator.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what is known of builds. */
@ApplicationScoped
class BuildHistory {
    private final BuildReads reads;
    private final Schedule schedule;
    private final Limits limits;

    BuildHistory(BuildReads reads, Schedule schedule, Limits limits) {
        this.reads = reads;
        this.schedule = schedule;
        this.limits = limits;
    }

    BuildPage page(ListParameters.Query query) {
        UUID before = BuildCursor.read(query.cursor(), query.filter());
        // One more than is given tells whether there is a next page.
        List<BuildSummary> found = reads.page(query.filter(), before, query.limit() + 1);
        if (found.size() <= query.limit()) {
            return new BuildPage(found, null);
        }
        List<BuildSummary> page = found.subList(0, query.limit());
        UUID last = page.get(page.size() - 1).executionId();
        return new BuildPage(page, BuildCursor.write(last, query.filter()));
    }

    /**
     * @throws BuildServerException {@code BUILD_NOT_FOUND}, also for another tenant's build
     */
    BuildDetails details(UUID buildId, String tenant) {
        BuildRecord build =
                reads.find(buildId, tenant).orElseThrow(() -> BuildAccess.notFound(buildId));
        boolean waits = !build.status().isFinal() && !build.leased() && !build.cancelRequested();
        return details(build, waits ? schedule.forecast(waiting(build)) : null);
    }

    /**
     * What the cache did for a build; nothing where it had no part, or the build has not ended.
     *
     * @throws BuildServerException {@code BUILD_NOT_FOUND}, also for another tenant's build
     */
    BuildCacheReport cacheReport(UUID buildId, String tenant) {
        BuildRecord build =
                reads.find(buildId, tenant).orElseThrow(() -> BuildAccess.notFound(buildId));
        return Optional.ofNullable(build.currentAttempt())
                .flatMap(reads::cacheReport)
                .orElse(new BuildCacheReport(null, List.of()));
    }

    private static Schedule.WaitingBuild waiting(BuildRecord build) {
        return new Schedule.WaitingBuild(
                new TaskKey(build.buildId(), 0),
                kind(build),
                build.pool(),
                build.priority().ordinal(),
                build.requirementClass(),
                build.notBefore());
    }

    private static BuildKind kind(BuildRecord build) {
        return BuildKind.of(build.tenant(), build.job(), build.strategy().toString());
    }

    /**
     * @param forecast null where the build does not wait
     */
    private BuildDetails details(BuildRecord build, Schedule.Forecast forecast) {
        UUID buildId = build.buildId();
        boolean queued = forecast != null && build.status() == BuildStatus.QUEUED;
        UUID attempt = build.currentAttempt();
        List<StageResult> stages = allStages(attempt == null ? List.of() : reads.stages(attempt));
        List<AttemptSummary> attempts = reads.attempts(buildId);
        return new BuildDetails(
                buildId,
                build.tenant(),
                build.buildNumber(),
                build.job(),
                build.pool(),
                build.strategy(),
                build.strategyReason(),
                build.priority(),
                build.forceClean(),
                build.status(),
                build.failureReason(),
                build.errorMessage(),
                build.cancelReason(),
                forecast == null ? null : waitingReason(build, forecast),
                build.createdAt(),
                build.startedAt(),
                build.endedAt(),
                queued ? (Integer) Math.max(1, forecast.position()) : null,
                queued ? forecast.start() : null,
                duration(build, forecast, attempts, stages),
                TraceContext.traceId(build.traceParent()),
                build.commit(),
                build.branch(),
                build.leased() ? currentStage(stages) : null,
                stages,
                attempts,
                attempt == null ? null : testResults(attempt),
                attempt == null ? List.<Diagnostic>of() : reads.diagnostics(attempt),
                build.acceptedAttempt(),
                build.rerunOf(),
                build.trusted(),
                build.cancelRequested());
    }

    private String waitingReason(BuildRecord build, Schedule.Forecast forecast) {
        return limits.objection(build.tenant(), build.job().projectName())
                .orElse(forecast.waitingReason());
    }

    /** From the start of the first attempt to the end of the build. */
    private Duration duration(
            BuildRecord build,
            Schedule.Forecast forecast,
            List<AttemptSummary> attempts,
            List<StageResult> stages) {
        Instant begun = build.startedAt();
        if (build.leased() && !attempts.isEmpty()) {
            Instant leasedAt = attempts.get(attempts.size() - 1).startTime();
            return schedule.duration(
                    kind(build), build.pool(), begun, Progress.of(leasedAt, stages));
        }
        Duration whole = schedule.duration(kind(build), build.pool());
        return forecast == null || begun == null
                ? whole
                : whole.plusSeconds(Duration.between(begun, forecast.start()).toSeconds());
    }

    private TestResults testResults(UUID attempt) {
        return reads.testResults(attempt).orElse(null);
    }

    /** In the order in which they run; those that nothing was heard of are pending. */
    static List<StageResult> allStages(List<StageResult> known) {
        Map<StageName, StageResult> byName =
                known.stream().collect(Collectors.toMap(StageResult::name, Function.identity()));
        List<StageResult> all = new ArrayList<>();
        for (StageName name : StageName.values()) {
            StageResult pending =
                    new StageResult(name, StageStatus.PENDING, null, null, null, null, null);
            all.add(byName.getOrDefault(name, pending));
        }
        return all;
    }

    /** The one that runs; between two, the next; null when nothing has begun. */
    static StageName currentStage(List<StageResult> stages) {
        StageName next = null;
        boolean begun = false;
        for (StageResult stage : stages) {
            if (stage.status() == StageStatus.RUNNING) {
                return stage.name();
            }
            begun |= stage.status() != StageStatus.PENDING;
            if (next == null && stage.status() == StageStatus.PENDING) {
                next = stage.name();
            }
        }
        return begun ? next : null;
    }
}
