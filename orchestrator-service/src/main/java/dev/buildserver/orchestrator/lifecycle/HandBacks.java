package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.orchestrator.agents.Offer;
import dev.buildserver.orchestrator.lifecycle.HandBackReads.Running;
import dev.buildserver.orchestrator.requirement.Fitness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Judges builds that agents hand back because they lack what the source needs. The task goes on
 * with these requirements, which keep it from the agent that handed it back: it can't go to and
 * fro. An agent that says it lacks what it registered with is at fault itself.
 */
@ApplicationScoped
class HandBacks {
    private static final int LONGEST_VERSION = 100;

    private final HandBackReads reads;
    private final Offer offer;

    HandBacks(HandBackReads reads, Offer offer) {
        this.reads = reads;
        this.offer = offer;
    }

    /** What is wrong with what a result says it needs; empty when nothing is. */
    static Optional<Violation> objection(AttemptResult result) {
        if (result.needs() == null) {
            return Optional.empty();
        }
        if (result.outcome() != Outcome.RETURNED) {
            return Optional.of(new Violation("needs", "goes with outcome Returned only"));
        }
        SdkRequirement sdk = result.needs().pinnedSdk();
        if (sdk == null) {
            return Optional.of(new Violation("needs.pinnedSdk", "must be given"));
        }
        boolean usable =
                sdk.version() == null
                        ? sdk.rollForward() != null
                        : sdk.version().length() <= LONGEST_VERSION
                                && SdkRequirement.objection(sdk.version()).isEmpty();
        return usable
                ? Optional.empty()
                : Optional.of(new Violation("needs.pinnedSdk.version", "must be a version"));
    }

    /** The end of an attempt that was handed back for want of something. Asks the database. */
    AttemptEnd judge(AttemptEnd end) {
        return reads.find(end.task(), end.attemptUid())
                .map(running -> judge(end, running))
                // Not current: the end will find nothing to end, and the caller hears why.
                .orElse(end);
    }

    private AttemptEnd judge(AttemptEnd end, Running running) {
        SdkRequirement sdk = end.result().result().needs().pinnedSdk();
        if (Fitness.serves(running.agent(), Requirements.pinned(sdk))) {
            return end.as(
                    AttemptOutcome.INFRA,
                    FailureReason.INFRASTRUCTURE_ERROR,
                    "Agent %s lacks SDK %s, with which it registered: %s"
                            .formatted(running.agentId(), sdk, end.reason()));
        }
        Requirements required = running.job().requirements();
        Requirements needed = required.withPinnedSdk(sdk);
        return offer.objection(running.pool(), needed)
                .map(
                        objection ->
                                end.as(
                                        AttemptOutcome.FAILED,
                                        FailureReason.UNSUPPORTED,
                                        end.reason() + ". " + objection))
                .orElseGet(() -> end.with(new Learnt(needed, RequirementClass.of(required))));
    }
}
