package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;

/** Who may cancel a build: a BuildMaster, and its requester where the server allows that. */
@ApplicationScoped
class CancelPermission {
    private final OrchestratorConfig config;

    CancelPermission(OrchestratorConfig config) {
        this.config = config;
    }

    void require(Caller caller, BuildAccess.Owner owner) {
        boolean own =
                config.requestersMayCancel()
                        && caller.email()
                                .filter(owner.requesterEmail()::equalsIgnoreCase)
                                .isPresent();
        if (!own && !caller.has(Roles.BUILD_MASTER)) {
            throw new BuildServerException(
                    ErrorCode.FORBIDDEN, "Cancelling a build takes the role BuildMaster");
        }
    }
}
