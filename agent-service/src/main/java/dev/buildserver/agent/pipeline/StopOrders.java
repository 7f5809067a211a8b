package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.claim.AttemptStop;
import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.report.AttemptOrders;

/** What the answers to reports say, as stop signals. */
record StopOrders(AttemptStop stop) implements AttemptOrders {
    @Override
    public void cancel() {
        stop.stop(Reason.CANCELLED);
    }

    @Override
    public void revoke() {
        stop.stop(Reason.REVOKED);
    }

    @Override
    public boolean isRevoked() {
        return stop.isRevoked();
    }
}
