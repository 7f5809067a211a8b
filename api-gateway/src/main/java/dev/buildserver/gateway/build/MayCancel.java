package dev.buildserver.gateway.build;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.upstream.GatewayConfig;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;

/** Who may ask for the end of a build. */
@ApplicationScoped
class MayCancel {
    private final Caller caller;
    private final boolean requestersToo;

    MayCancel(Caller caller, GatewayConfig config) {
        this.caller = caller;
        this.requestersToo = config.requestersMayCancel();
    }

    /**
     * Lets build masters through; with the setting also others, of whom the orchestrator, which
     * knows the requester and has the setting too, then takes only requesters.
     *
     * @throws BuildServerException {@code FORBIDDEN}
     */
    void check() {
        if (!requestersToo && !caller.has(Roles.BUILD_MASTER)) {
            throw new BuildServerException(
                    ErrorCode.FORBIDDEN, "Cancelling a build needs the role BuildMaster");
        }
    }
}
